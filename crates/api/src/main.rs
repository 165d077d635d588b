//! The binary `desk`.

use std::process::ExitCode;

use clap::Parser;
use clap::error::ErrorKind;

#[actix_web::main]
async fn main() -> ExitCode {
    let cli = match api::cli::Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return explain(&error),
    };
    match api::cli::run(cli).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("desk: {}", one_line(&format!("{error:#}")));
            ExitCode::FAILURE
        }
    }
}

/// Help and version as asked for; a wrong option in one line, without the tips and the usage after it.
fn explain(error: &clap::Error) -> ExitCode {
    if !error.use_stderr() || error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        // Nobody is there to read it: nothing can be done.
        let _ = error.print();
    } else {
        let text = error.to_string();
        let reason = one_line(text.split("\n\n").next().unwrap_or_default());
        eprintln!("desk: {} (see desk --help)", reason.trim_start_matches("error: "));
    }
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
}

fn one_line(text: &str) -> String {
    text.lines().map(str::trim).collect::<Vec<_>>().join(" ")
}

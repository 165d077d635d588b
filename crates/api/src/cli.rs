//! The command line: `desk serve | migrate | openapi | admin | keys | demo | check`.

use std::io::{IsTerminal, Read};
use std::net::TcpListener;
use std::path::PathBuf;

use anyhow::Context;
use clap::{Args, Parser, Subcommand};
use domain::employees::{Locale, Role};
use domain::text;

use crate::auth::token;
use crate::config::Options;
use crate::state::AppState;
use crate::{check, copy, demo, departments, employees, openapi, serve, telemetry};

/// The self-hosted service desk.
#[derive(Debug, Parser)]
#[command(name = "desk", version, about)]
pub struct Cli {
    #[command(flatten)]
    options: Options,
    /// Configuration file [default: desk.toml when it exists]
    #[arg(long, env = "DESK_CONFIG", global = true)]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the API and the browser application
    Serve {
        /// Fill an empty database with a small demo company and print its logins
        #[arg(long, env = "DESK_DEMO")]
        demo: bool,
    },
    /// Bring the database to the schema of this version, or copy a SQLite desk to PostgreSQL
    Migrate {
        /// Copy the SQLite desk into this empty database, postgres://…; the same command goes on with a copy that
        /// was interrupted
        #[arg(long, env = "DESK_MIGRATE_TO", hide_env_values = true, value_name = "URL")]
        to: Option<String>,
    },
    /// Print the OpenAPI document
    Openapi,
    /// Manage administrators
    Admin {
        #[command(subcommand)]
        command: AdminCommand,
    },
    /// Manage the keys that sign access tokens
    Keys {
        #[command(subcommand)]
        command: KeysCommand,
    },
    /// Fill an empty database with departments, people and realistic tickets
    Demo {
        /// How many tickets
        #[arg(long, default_value_t = 1000)]
        tickets: u64,
        /// The same seed makes the same tickets
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
    /// Verify counters, the event log of every ticket, and foreign keys
    Check,
}

#[derive(Debug, Subcommand)]
enum AdminCommand {
    /// Create an administrator; reads the password from standard input, or prompts on a terminal
    Create(AdminArgs),
}

#[derive(Debug, Args)]
struct AdminArgs {
    #[arg(long)]
    email: String,
    #[arg(long)]
    full_name: String,
    /// Name of the department; made when it is missing
    #[arg(long)]
    department: String,
}

#[derive(Debug, Subcommand)]
enum KeysCommand {
    /// Sign with a new key from the next start on; former keys still verify
    Rotate,
}

/// Runs a command.
pub async fn run(cli: Cli) -> anyhow::Result<()> {
    if matches!(cli.command, Command::Openapi) {
        print!("{}", openapi::spec_json()?);
        return Ok(());
    }
    let config = cli.options.load(cli.config.as_deref())?;
    if let Command::Keys { command: KeysCommand::Rotate } = cli.command {
        return token::rotate(&config.data_dir.join("signing-keys.json"));
    }
    telemetry::init(config.log_json);
    if let Command::Migrate { to: Some(to) } = &cli.command {
        return copy::run(&config, to).await;
    }
    // The port first: a busy one must not migrate a database that another desk serves.
    let listener = match cli.command {
        Command::Serve { .. } => Some(listen(&config.listen)?),
        _ => None,
    };
    let state = serve::open(config).await?;
    match cli.command {
        Command::Serve { demo } => run_server(state, listener.context("no listener")?, demo).await,
        Command::Admin { command: AdminCommand::Create(args) } => create_admin(&state, args).await,
        Command::Demo { tickets, seed } => demo::fill(&state, tickets, seed).await,
        Command::Check => check::run(&state).await,
        Command::Migrate { .. } | Command::Openapi | Command::Keys { .. } => Ok(()),
    }
}

fn listen(address: &str) -> anyhow::Result<TcpListener> {
    let listener = TcpListener::bind(address).with_context(|| format!("cannot listen on {address}"))?;
    Ok(listener)
}

async fn run_server(state: AppState, listener: TcpListener, demo: bool) -> anyhow::Result<()> {
    let address = listener.local_addr()?;
    if demo {
        demo::small(&state).await?;
    }
    let needs_setup = !employees::repo::any(state.read()).await?;
    println!("Service desk: http://{address}/");
    println!("API:          http://{address}/api/docs/");
    if demo {
        demo::print_logins();
    }
    if needs_setup {
        println!("First start. Set-up token: {}", state.setup_token);
    }
    let workers = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
    serve::bind(state, listener, workers)?.await.context("the server stopped")
}

async fn create_admin(state: &AppState, args: AdminArgs) -> anyhow::Result<()> {
    let wrong = |error: domain::problem::FieldError| {
        anyhow::anyhow!(
            "{} is wrong: {}",
            error.pointer.trim_start_matches('/').replace('_', "-"),
            error.code
        )
    };
    let email = text::email("/email", &args.email).map_err(wrong)?;
    let full_name = text::name("/full_name", &args.full_name).map_err(wrong)?;
    let department = text::name("/department", &args.department).map_err(wrong)?;
    let password = text::password("/password", &read_password()?).map_err(wrong)?;
    let hash = state.passwords.hash_blocking(&password)?;
    let tx = state.db.begin().await?;
    anyhow::ensure!(
        employees::repo::find_by_email(&tx, &email).await?.is_none(),
        "there is already an employee with the address {email}"
    );
    let now = state.clock.now();
    let department_id = match departments::repo::find_by_name(&tx, &department).await? {
        Some(id) => id,
        None => departments::repo::insert(&tx, &department, None, now).await?,
    };
    let admin = employees::repo::Insert {
        full_name,
        email: email.clone(),
        department_id,
        role: Role::Admin,
        locale: Locale::default(),
        password_hash: Some(hash),
    };
    employees::repo::insert(&tx, admin, now).await?;
    tx.commit().await?;
    println!("Created the administrator {email}.");
    Ok(())
}

fn read_password() -> anyhow::Result<String> {
    if std::io::stdin().is_terminal() {
        return Ok(rpassword::prompt_password("Password: ")?);
    }
    let mut password = String::new();
    std::io::stdin().take(4096).read_to_string(&mut password)?;
    Ok(password.trim_end_matches(['\r', '\n']).to_owned())
}

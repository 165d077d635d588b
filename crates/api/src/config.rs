//! How the desk was started: options, environment (`DESK_*`), `desk.toml`, in this order.

use std::path::{Path, PathBuf};

use actix_web::HttpRequest;
use anyhow::Context;
use clap::Args;
use serde::Deserialize;

use crate::auth::password::Cost;

/// Options that all subcommands share.
#[derive(Args, Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "snake_case", default)]
pub struct Options {
    /// Address and port to listen on [default: 127.0.0.1:8080]
    #[arg(long, env = "DESK_LISTEN", global = true)]
    pub listen: Option<String>,
    /// Where the database, attachments and signing keys are kept [default: ./data]
    #[arg(long, env = "DESK_DATA_DIR", global = true)]
    pub data_dir: Option<PathBuf>,
    /// sqlite://PATH or postgres://… [default: sqlite://DATA_DIR/desk.sqlite3]
    #[arg(long, env = "DESK_DATABASE_URL", global = true, hide_env_values = true)]
    pub database_url: Option<String>,
    /// The address under which people reach the desk, for invitation links [default: the address of the request]
    #[arg(long, env = "DESK_PUBLIC_URL", global = true)]
    pub public_url: Option<String>,
    /// Origins that may use the API from a browser, when the application is served by another host
    #[arg(long, env = "DESK_CORS_ORIGINS", global = true, value_delimiter = ',')]
    pub cors_origins: Option<Vec<String>>,
    /// The most MiB of one attachment [default: 25]
    #[arg(long, env = "DESK_MAX_UPLOAD_MIB", global = true)]
    pub max_upload_mib: Option<u64>,
    /// Log lines as JSON
    #[arg(long, env = "DESK_LOG_JSON", global = true, num_args = 0..=1, default_missing_value = "true")]
    pub log_json: Option<bool>,
}

/// The options with their defaults filled in.
#[derive(Clone, Debug)]
pub struct Config {
    /// Address and port.
    pub listen: String,
    /// Files of the desk.
    pub data_dir: PathBuf,
    /// Where the database is.
    pub database_url: String,
    /// Without a slash at the end.
    pub public_url: Option<String>,
    /// The allow-list of CORS.
    pub cors_origins: Vec<String>,
    /// Of one attachment.
    pub max_upload_bytes: u64,
    /// Log lines as JSON.
    pub log_json: bool,
    /// What a guess at a password costs.
    pub password_cost: Cost,
}

impl Options {
    /// Fills in what is missing from the file (`desk.toml` in the working directory when there is one) and the defaults.
    pub fn load(self, file: Option<&Path>) -> anyhow::Result<Config> {
        let path = file.unwrap_or(Path::new("desk.toml"));
        let from_file = match std::fs::read_to_string(path) {
            Ok(text) => parse(&text).with_context(|| format!("{} cannot be read", path.display()))?,
            Err(error) if file.is_none() && error.kind() == std::io::ErrorKind::NotFound => Self::default(),
            Err(error) => return Err(error).with_context(|| format!("{} cannot be read", path.display())),
        };
        let data_dir = self.data_dir.or(from_file.data_dir).unwrap_or_else(|| "data".into());
        let database_url = self
            .database_url
            .or(from_file.database_url)
            .unwrap_or_else(|| format!("sqlite://{}", data_dir.join("desk.sqlite3").display()));
        let known = ["sqlite://", "postgres://", "postgresql://"];
        anyhow::ensure!(
            known.iter().any(|scheme| database_url.starts_with(scheme)),
            "the database URL must begin with sqlite:// or postgres://"
        );
        Ok(Config {
            listen: self.listen.or(from_file.listen).unwrap_or_else(|| "127.0.0.1:8080".to_owned()),
            database_url,
            data_dir,
            public_url: self
                .public_url
                .or(from_file.public_url)
                .map(|url| url.trim_end_matches('/').to_owned()),
            cors_origins: self.cors_origins.or(from_file.cors_origins).unwrap_or_default(),
            max_upload_bytes: self
                .max_upload_mib
                .or(from_file.max_upload_mib)
                .map_or(domain::attachments::MAX_BYTES, |mib| mib.saturating_mul(1024 * 1024)),
            log_json: self.log_json.or(from_file.log_json).unwrap_or(false),
            password_cost: Cost::Production,
        })
    }
}

/// One line, where the parser would draw a picture.
fn parse(text: &str) -> anyhow::Result<Options> {
    toml::from_str(text).map_err(|error| {
        let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
        anyhow::anyhow!("line {}: {}", before.matches('\n').count() + 1, error.message())
    })
}

impl Config {
    /// The beginning of links for people: as configured, else as the request came.
    pub fn public_base(&self, http: &HttpRequest) -> String {
        self.public_url.clone().unwrap_or_else(|| {
            let info = http.connection_info();
            format!("{}://{}", info.scheme(), info.host())
        })
    }
}

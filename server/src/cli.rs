//! What can be typed on the command line.

use std::net::SocketAddr;
use std::path::PathBuf;

use chrono::{DateTime, Utc};
use clap::{Args, Parser, Subcommand, ValueEnum};
use domain::imports::Kind;
use domain::organisations::Role;

/// Records who does what, when and where for housing and care in a region.
#[derive(Debug, Parser)]
#[command(name = "woonzorgagenda", version, arg_required_else_help = true)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,

    /// How to write the log.
    #[arg(long, global = true, value_enum, default_value = "text", env = "WOONZORGAGENDA_LOG_FORMAT")]
    pub log_format: LogFormat,

    /// A file with settings, in TOML.
    #[arg(long, global = true, value_name = "FILE", env = "WOONZORGAGENDA_CONFIG")]
    pub config: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum LogFormat {
    Text,
    Json,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the application; brings the database up to date first.
    Serve(Serve),
    /// Bring the database up to date, and stop.
    Migrate(DatabaseArgs),
    /// Write everything to a new file, also while the server runs.
    Backup(BackupFile),
    /// Fill an empty database from a backup, of SQLite or PostgreSQL alike.
    Restore(BackupFile),
    /// Fill a new database, or the demo's, with invented commitments and projects: to measure with.
    Generate(Generate),
    /// Look whether everything is in order.
    Doctor(Examined),
    /// Look at the settings.
    #[command(subcommand)]
    Config(ConfigCommand),
    /// Load reference data.
    #[command(subcommand)]
    Region(RegionCommand),
    /// Load the right rows of a spreadsheet, as the page Invoer does.
    Import(ImportFile),
    /// Manage accounts.
    #[command(subcommand)]
    User(UserCommand),
    /// Prove the audit trail, and take it elsewhere. Only reads.
    #[command(subcommand)]
    Audit(AuditCommand),
}

#[derive(Clone, Debug, Args)]
pub struct DatabaseArgs {
    /// sqlite://FILE or postgres://USER:PASSWORD@HOST/NAME
    #[arg(
        long,
        default_value = "sqlite://data/woonzorgagenda.db",
        env = "WOONZORGAGENDA_DATABASE",
        hide_env_values = true
    )]
    pub database: String,

    /// A file that holds the address of the database.
    #[arg(long, value_name = "FILE", env = "WOONZORGAGENDA_DATABASE_FILE")]
    pub database_file: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Examined {
    #[command(flatten)]
    pub database: DatabaseArgs,
    #[command(flatten)]
    pub files: FilesArgs,
}

#[derive(Debug, Args)]
pub struct BackupFile {
    #[command(flatten)]
    pub database: DatabaseArgs,
    /// The backup.
    pub file: PathBuf,
}

#[derive(Debug, Args)]
pub struct Generate {
    #[command(flatten)]
    pub database: DatabaseArgs,
    /// How many commitments.
    #[arg(long, default_value_t = 20_000)]
    pub commitments: usize,
    /// How many reports of progress, over all of them.
    #[arg(long, default_value_t = 60_000)]
    pub updates: usize,
    /// How many projects.
    #[arg(long, default_value_t = 60_000)]
    pub projects: usize,
    /// How many entries of what was delivered, over all of them.
    #[arg(long, default_value_t = 200_000)]
    pub deliveries: usize,
    /// The same number gives the same.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
}

#[derive(Debug, Subcommand)]
pub enum ConfigCommand {
    /// Name every mistake in the settings, or show what they come to.
    Check,
}

#[derive(Debug, Args)]
pub struct Serve {
    #[command(flatten)]
    pub database: DatabaseArgs,

    /// IP address and port to listen on: 127.0.0.1:3000 for this machine only, 0.0.0.0:3000 for all.
    #[arg(long, value_name = "IP:PORT", default_value = "127.0.0.1:3000", env = "WOONZORGAGENDA_LISTEN")]
    pub listen: SocketAddr,

    /// Address and port for Prometheus, which asks there for /metrics. Keep it inside.
    #[arg(long, env = "WOONZORGAGENDA_METRICS_LISTEN")]
    pub metrics_listen: Option<SocketAddr>,

    /// Load the region Twente with example commitments and demo accounts, and show these on the login page.
    #[arg(long)]
    pub demo: bool,

    /// People reach this server over HTTPS: send cookies over HTTPS only.
    #[arg(long, env = "WOONZORGAGENDA_HTTPS")]
    pub https: bool,

    #[command(flatten)]
    pub mail: MailArgs,

    #[command(flatten)]
    pub files: FilesArgs,

    /// Pretend that it is always this moment, for example 2026-11-21T12:00:00Z: for rehearsals and tests.
    #[arg(long, value_name = "MOMENT")]
    pub now: Option<DateTime<Utc>>,
}

#[derive(Clone, Default, Args)]
pub struct MailArgs {
    /// How people reach this server, for the links in mail: https://agenda.regio.example [default: http://LISTEN]
    #[arg(long, value_name = "URL", env = "WOONZORGAGENDA_PUBLIC_URL")]
    pub public_url: Option<String>,

    /// The mail server: smtp://HOST:25, smtp://USER:PASSWORD@HOST:587 or smtps://USER:PASSWORD@HOST. Without one, no mail
    /// is sent. TLS is required, except for a server on this machine or when ?tls=none stands at the end.
    #[arg(long, value_name = "URL", env = "WOONZORGAGENDA_SMTP", hide_env_values = true)]
    pub smtp: Option<String>,

    /// A file with the password for the mail server, in place of the one in --smtp.
    #[arg(long, value_name = "FILE", env = "WOONZORGAGENDA_SMTP_PASSWORD_FILE")]
    pub smtp_password_file: Option<PathBuf>,

    /// The sender of every mail: "Woonzorgagenda <agenda@regio.example>"
    #[arg(long, value_name = "SENDER", env = "WOONZORGAGENDA_MAIL_FROM")]
    pub mail_from: Option<String>,
}

#[derive(Clone, Debug, Default, Args)]
pub struct FilesArgs {
    /// Where files are kept that people add: a folder, or s3://ACCESS_KEY@HOST/BUCKET?region=REGION [default: the folder
    /// "files" beside the file of SQLite; with PostgreSQL none are taken before it is set]
    #[arg(long, value_name = "PLACE", env = "WOONZORGAGENDA_FILES")]
    pub files: Option<String>,

    /// A file with the secret key of the store that speaks S3.
    #[arg(long, value_name = "FILE", env = "WOONZORGAGENDA_FILES_SECRET_KEY_FILE")]
    pub files_secret_key_file: Option<PathBuf>,
}

/// Without the mail server, whose address may hold a password.
impl std::fmt::Debug for MailArgs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MailArgs").field("public_url", &self.public_url).finish_non_exhaustive()
    }
}

#[derive(Debug, Subcommand)]
pub enum RegionCommand {
    /// Load a region file. Loading it again changes nothing; a file with an error loads nothing.
    Load {
        #[command(flatten)]
        database: DatabaseArgs,
        /// The region file, in TOML.
        file: PathBuf,
    },
}

#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// Add an account. The password is read from standard input, so that it stays out of the shell's history.
    Create(CreateUser),
    /// Write everything that is held of somebody as JSON, to hand over to them.
    Export {
        #[command(flatten)]
        database: DatabaseArgs,
        /// Whose.
        #[arg(long)]
        email: String,
        /// A file that does not exist yet, or - for standard output.
        #[arg(default_value = "-")]
        file: PathBuf,
    },
    /// Forget for good whose an account was: name, address and function go, what this person did stays.
    Pseudonymise {
        #[command(flatten)]
        database: DatabaseArgs,
        /// The address that the person logs in with
        #[arg(long)]
        email: String,
    },
}

#[derive(Debug, Subcommand)]
pub enum AuditCommand {
    /// Walk along every chain and say what is not as it was recorded. Fails when anything is not.
    Verify {
        #[command(flatten)]
        database: DatabaseArgs,
        /// A last hash that was printed before and written down elsewhere: fails when no chain holds it any more. May be
        /// repeated.
        #[arg(long = "expect", value_name = "HASH", value_parser = parse_hash)]
        expected: Vec<String>,
    },
    /// Write every entry as JSON Lines, one entry a line, with its hashes.
    Export {
        #[command(flatten)]
        database: DatabaseArgs,
        /// A file that does not exist yet, or - for standard output.
        file: PathBuf,
    },
}

fn parse_hash(text: &str) -> Result<String, String> {
    let text = text.trim().to_lowercase();
    let hash = text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    if hash { Ok(text) } else { Err("a hash has 64 hexadecimal digits".to_owned()) }
}

#[derive(Debug, Args)]
pub struct ImportFile {
    #[command(flatten)]
    pub database: DatabaseArgs,
    /// What is in it: afspraken, projecten, opleveringen or doelen
    #[arg(value_parser = parse_kind)]
    pub kind: Kind,
    /// XLSX or CSV; every row of all but doelen needs its own mark (kenmerk), so that the
    /// same file again changes nothing.
    pub file: PathBuf,
    /// The address of the account that loads it. It may load what it may write on the screens, and its name stands in the
    /// audit trail.
    #[arg(long = "as", value_name = "EMAIL")]
    pub account: String,
    /// Only tell what each row would do.
    #[arg(long)]
    pub dry_run: bool,
}

fn parse_kind(text: &str) -> Result<Kind, String> {
    text.parse().map_err(|_| {
        let codes: Vec<&str> = Kind::ALL.iter().map(|kind| kind.code()).collect();
        format!("choose one of: {}", codes.join(", "))
    })
}

#[derive(Debug, Args)]
pub struct CreateUser {
    #[command(flatten)]
    pub database: DatabaseArgs,
    /// The address with which the person logs in.
    #[arg(long)]
    pub email: String,
    /// As others see it.
    #[arg(long)]
    pub name: String,
    /// For example "Beleidsmedewerker wonen en zorg".
    #[arg(long)]
    pub function: Option<String>,
    /// The organisation's name as it stands in the region file; a gemeente is called "Gemeente NAME".
    #[arg(long)]
    pub organisation: String,
    /// The code of the region, where several have an organisation of that name.
    #[arg(long)]
    pub region: Option<String>,
    /// beheerder, aanjager, bestuurder, medewerker or lezer
    #[arg(long, value_parser = parse_role)]
    pub role: Role,
    /// A medewerker who may confirm commitments for the organisation
    #[arg(long)]
    pub mandated: bool,
}

fn parse_role(text: &str) -> Result<Role, String> {
    text.parse().map_err(|_| {
        let codes: Vec<&str> = Role::ALL.iter().map(|role| role.code()).collect();
        format!("choose one of {}", codes.join(", "))
    })
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        super::Cli::command().debug_assert();
    }
}

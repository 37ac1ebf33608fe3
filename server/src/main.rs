//! Woonzorgagenda as a process: the command line.

use std::process::ExitCode;

use server::settings::{self, SettingsError};
use server::{commands, logging};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[tokio::main]
async fn main() -> ExitCode {
    let settings = match settings::read(std::env::args_os()) {
        Ok(settings) => settings,
        Err(SettingsError::CommandLine(error)) => error.exit(),
        Err(SettingsError::Mistakes(mistakes)) => {
            commands::say_error(&mistakes);
            return ExitCode::from(2);
        }
    };
    logging::start(settings.cli.log_format);
    match commands::run(settings).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            commands::say_error(&error);
            ExitCode::FAILURE
        }
    }
}

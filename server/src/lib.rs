//! Woonzorgagenda as a process: command line, configuration, router, middleware, sessions, mail and jobs.

pub mod cli;
pub mod commands;
pub mod files;
pub mod http;
pub mod jobs;
pub mod logging;
pub mod mail;
pub mod settings;
pub mod stop;

//! Where applications are kept, as every command is told; and `anze database`, for who operates it.

use std::error::Error;
use std::path::Path;
use std::process::ExitCode;

use clap::{Args, Subcommand};
use platform::keys::{self, DATA, Key, Purpose};
use platform::store::{Locked, Store};
use platform::vault::Vault;

use super::{Outcome, output};

#[derive(Args)]
pub struct Database {
    /// Where applications are kept.
    #[arg(long, env = "ANZE_DATABASE", default_value = "sqlite:data/anze.db", global = true)]
    database: String,
}

#[derive(Args)]
pub struct Arguments {
    #[command(flatten)]
    database: Database,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Seal everything with the newest data key, so that the older ones can be put away. The platform may go on serving.
    Rekey,
}

#[tokio::main]
pub async fn run(arguments: &Arguments) -> Outcome {
    let Arguments { database, command: Command::Rekey } = arguments;
    let rows = database.open().await?.rekey().await?;
    output::line(format_args!("{rows} sealed anew"))?;
    Ok(ExitCode::SUCCESS)
}

impl Database {
    /// Opens it, and makes it where there is none.
    pub async fn make(&self) -> Result<Store, Box<dyn Error>> {
        // SQLite makes the file, but not the folder it lies in.
        if let Some(folder) = self.file().parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder)?;
        }
        self.unlock(Locked::make(&self.database).await?).await
    }

    /// Opens it where it is.
    pub async fn open(&self) -> Result<Store, Box<dyn Error>> {
        let file = self.file();
        if !file.exists() {
            return Err(format!("there is no database {}", file.display()).into());
        }
        self.unlock(Locked::open(&self.database).await?).await
    }

    async fn unlock(&self, locked: Locked) -> Result<Store, Box<dyn Error>> {
        let keys = self.keys(DATA, !locked.is_sealed().await?)?;
        let vault = Vault::new(&keys).ok_or("no data key")?;
        Ok(locked.unlock(vault).await?)
    }

    /// Keys that are given, or kept beside it.
    pub fn keys(&self, purpose: Purpose, may_make: bool) -> Result<Vec<Key>, keys::Trouble> {
        purpose.keys(self.file(), may_make)
    }

    /// Its file.
    fn file(&self) -> &Path {
        let path = self.database.strip_prefix("sqlite:").unwrap_or(&self.database).trim_start_matches("//");
        Path::new(path.split('?').next().unwrap_or(path))
    }
}

//! Where applications are kept, as every command is told.

use std::path::{Path, PathBuf};

use clap::Args;
use platform::store::Store;

#[derive(Args)]
pub struct Database {
    /// Where applications are kept.
    #[arg(long, env = "ANZE_DATABASE", default_value = "sqlite:data/anze.db")]
    database: String,
}

impl Database {
    /// Opens it, and makes it where there is none.
    pub async fn make(&self) -> Result<Store, Box<dyn std::error::Error>> {
        // SQLite makes the file, but not the folder it lies in.
        if let Some(folder) = self.file().parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder)?;
        }
        Ok(Store::open(&self.database).await?)
    }

    /// Opens it where it is.
    pub async fn open(&self) -> Result<Store, Box<dyn std::error::Error>> {
        let file = self.file();
        if !file.exists() {
            return Err(format!("there is no database {}", file.display()).into());
        }
        Ok(Store::open_existing(&self.database).await?)
    }

    /// Where the key that receipts are signed with is kept when the environment gives none.
    pub fn signing_key(&self) -> PathBuf {
        self.file().with_added_extension("signing-key")
    }

    /// Its file.
    fn file(&self) -> &Path {
        let path = self.database.strip_prefix("sqlite:").unwrap_or(&self.database).trim_start_matches("//");
        Path::new(path.split('?').next().unwrap_or(path))
    }
}

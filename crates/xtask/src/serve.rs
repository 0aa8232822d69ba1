//! The whole product on this machine.

use anyhow::{Context, Result};

use crate::command::{run, step, with};
use crate::{bundle, pack, setup, sheets};

/// Builds what is needed and runs the platform until it is stopped.
pub fn serve(address: &str) -> Result<()> {
    let _: std::net::SocketAddr =
        address.parse().with_context(|| format!("{address} is not an address such as 127.0.0.1:8080"))?;
    bundle::bundle()?;
    step("the platform", "3 min the first time, then seconds");
    run(&mut with("cargo", &["build", "--quiet", "--package", "platform"])?)?;
    std::fs::create_dir_all(crate::project::root().join("data"))?;
    println!("\nOpen http://{address}/ in a browser. Applications are kept in data/anze.db. Ctrl-C stops.\n");
    let words = ["serve", "--listen", address, "--database", "sqlite:data/anze.db"];
    let mut anze = with(&anze(), &words)?;
    run(anze.args(["--bundle", "dist", "--tariffs", "tariffs"]))
}

/// The `anze` command as `cargo build` leaves it.
pub fn anze() -> String {
    crate::project::target().join("debug/anze").to_string_lossy().into_owned()
}

/// Trunk's own server, for work on the widget.
pub fn dev() -> Result<()> {
    let wasm = setup::to_build()?;
    pack::pack()?;
    let sheets = sheets::build(wasm)?;
    let mut trunk = with("trunk", &["serve", "--skip-version-check"])?;
    trunk.env("TRUNK_SKIP_PACK", "1").envs(sheets).env_remove("NO_COLOR");
    run(wasm.apply(&mut trunk))
}

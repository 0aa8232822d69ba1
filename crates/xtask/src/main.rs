//! `cargo xtask <command>`: everything that is done to this project by hand or in CI. A file for a command or a notion.

mod bench;
mod bundle;
mod command;
mod imports;
mod pack;
mod project;
mod risks;
mod serve;
mod setup;
mod sheets;
mod single;
mod size;
mod split;
mod test;
mod tidy;
mod toolchain;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask <command>

  serve [ADDRESS]   build the release bundle, start the platform on SQLite, print the address
  test [SUITE…]     everything that must pass, or the suites named; `test list` names them
  setup             install what is missing: wasm target, trunk, wasm-bindgen, wasm-opt, browser
  dev               trunk serve with everything in place: rebuilds as files change
  bundle            dist/: the widget, optimised and compressed, and the packed tariffs
  single            dist/anze-single.html, beside the bundle that is there
  pack              static/tariffs/: tariffs checked and packed for the browser
  sheets            static/sheets/: what reads and writes spreadsheets, and the template of a roster
  tidy              what the compiler cannot check: who may know what
  bench [WHAT]      quotes a second: native, wasm, decimal.js, floats; or in a browser: `roster` of 50,000 people, `many`
                    (100,000 enterprises), `phone` (a first visit on a slow one)
  size              bytes of everything that a visitor downloads
  risks TARIFF [COUNT] [SEED]   random risks, one JSON object a line
";

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let command = words.next().unwrap_or_default();
    let rest: Vec<String> = words.collect();
    let result = match command.as_str() {
        "setup" => setup::everything(),
        "serve" => serve::serve(rest.first().map_or("127.0.0.1:8080", String::as_str)),
        "dev" => serve::dev(),
        "test" => test::test(&rest),
        "tidy" => tidy::tidy(),
        "pack" => pack::pack(),
        "sheets" => setup::to_build().and_then(|wasm| sheets::build(wasm).map(drop)),
        "bundle" => bundle::bundle(),
        "single" => setup::to_build().and_then(single::build),
        "bench" => bench::bench(&rest),
        "size" => size::size(),
        // For Trunk, not for people.
        "bind" => split::bind(&rest),
        "risks" => risks::print(&rest),
        "" | "help" | "--help" | "-h" => {
            print!("{HELP}");
            Ok(())
        }
        other => Err(anyhow::anyhow!("no command {other}\n\n{HELP}")),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

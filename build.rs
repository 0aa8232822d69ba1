//! Where the widget is cut in two (src/later.rs), the linker has to tell where in the module what is mentioned, and to
//! export the table of functions, which both parts use: without reference types nothing else mentions it.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var_os("CARGO_FEATURE_SPLIT").is_some() {
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
        println!("cargo::rustc-link-arg-bins=--export-table");
    }
}

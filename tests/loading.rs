//! Components from outside: screened, compiled apart, remembered under a seal.

mod apart;
mod bombs;
mod cache;
mod entries;
mod generated;

/// An instance of the right name, so that a component reaches the compiler, and
/// is refused for its types after that.
const INTERFACE: &str = r#"
    (instance $interface)
    (export "portcullis:exporter/exporting@0.1.0" (instance $interface))"#;

/// What is said of a component that compiles and exports no more than that.
const COMPILED: &str = "with other types";

/// A component of these definitions.
fn component(definitions: &str) -> Vec<u8> {
    let text = format!("(component {definitions} {INTERFACE})");
    wat::parse_str(&text).unwrap_or_else(|error| {
        let start: String = text.chars().take(2000).collect();
        panic!("{error}\n{start}")
    })
}

/// A component of one core module.
fn module(definitions: &str) -> Vec<u8> {
    component(&format!("(core module {definitions})"))
}

//! Sets the soname of the shared library, and keeps it loaded.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let target = std::env::var("CARGO_CFG_TARGET_OS").unwrap_or_default();
    if target == "linux" {
        // Until 1.0 every minor version may change the interface.
        let major = std::env::var("CARGO_PKG_VERSION_MAJOR").unwrap_or_default();
        println!("cargo::rustc-cdylib-link-arg=-Wl,-soname,libsendgrid_accounts.so.{major}");
        // A host that unloads its plug-in must not unmap the code of the running worker thread.
        println!("cargo::rustc-cdylib-link-arg=-Wl,-z,nodelete");
    }
}

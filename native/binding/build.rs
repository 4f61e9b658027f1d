fn main() {
    napi_build::setup();
    // A worker thread that ends unloads its modules, while a batch it started may still run their code.
    if std::env::var("CARGO_CFG_TARGET_OS").is_ok_and(|os| os == "linux") {
        println!("cargo:rustc-cdylib-link-arg=-Wl,-z,nodelete");
    }
}

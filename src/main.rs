//! The program: arguments in, exit status out.

/// Clients are built on several threads, and a page is made of many small texts, on which the
/// allocator of the C library spends a fifth of the time of a site.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    vpsite::cli::main()
}

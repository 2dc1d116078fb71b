//! The program: arguments in, exit status out.

/// Clients are built on several threads, and a page is made of many small texts, on which the
/// allocator of the C library spends a fifth of the time of a site. This one besides gives back
/// what is no longer held: a run of thousands of clients takes hours. It knows the size of a page
/// of memory from where it was built, which on ARM under Linux is one of three, and it is not to
/// be had for Windows: there the system's own does it.
#[cfg(all(unix, not(all(target_os = "linux", target_arch = "aarch64"))))]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> std::process::ExitCode {
    vpsite::cli::main()
}

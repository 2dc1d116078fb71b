//! `picture` of the library, by libFuzzer.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| vpsite_fuzz::within_a_second(
    vpsite_fuzz::picture,
    bytes
));

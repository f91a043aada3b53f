//! The amount of work of a test.

/// The number of cases that a test judges: few, so that all tests take minutes, or all with `SUITE=whole`, as in
/// `.ci/run`.
pub fn size<T>(few: T, all: T) -> T {
    match std::env::var("SUITE").as_deref() {
        Ok("whole") => all,
        Ok("") | Err(_) => few,
        Ok(other) => panic!("SUITE is {other}, which is neither `whole` nor nothing"),
    }
}

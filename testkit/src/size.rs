//! How much a test does.

/// How many of something a test judges: few, so that all tests are done in minutes, or with `SUITE=whole`, as `.ci/run` has
/// it, all.
pub fn size<T>(few: T, all: T) -> T {
    match std::env::var("SUITE").as_deref() {
        Ok("whole") => all,
        Ok("") | Err(_) => few,
        Ok(other) => panic!("SUITE is {other}, which is neither `whole` nor nothing"),
    }
}

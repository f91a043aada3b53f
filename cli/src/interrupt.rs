//! An interrupt from the keyboard or from another program.

use signal_hook::{consts::SIGINT, flag};
use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

/// The exit code of a program that was interrupted: 128 and the number of the signal.
pub(crate) const EXIT_CODE: u8 = 130;

/// Whether the program was interrupted.
#[derive(Debug, Default)]
pub(crate) struct Interrupt(Arc<AtomicBool>);

impl Interrupt {
    /// Receives interrupts from now on. The second one ends the program at once, for instance if the output is not read.
    pub(crate) fn watch() -> Self {
        let interrupt = Self::default();
        let second = flag::register_conditional_shutdown(SIGINT, i32::from(EXIT_CODE), Arc::clone(&interrupt.0));
        // If the system does not accept a handler, an interrupt ends the program as before.
        let _ = second.and_then(|_| flag::register(SIGINT, Arc::clone(&interrupt.0)));
        interrupt
    }

    /// Whether the program was interrupted.
    pub(crate) fn is_set(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

//! SIGINT and SIGTERM end a run, they do not cut it off: the report comes first.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use anyhow::Context;

/// Whether somebody asked the program to stop.
#[derive(Debug, Clone)]
pub(crate) struct Interrupt(Arc<AtomicBool>);

impl Interrupt {
    /// Listens to SIGINT and SIGTERM. The second signal ends the program at once.
    pub(crate) fn listen() -> anyhow::Result<Self> {
        let interrupt = Self(Arc::default());
        let flag = interrupt.clone();
        ctrlc::set_handler(move || {
            if flag.0.swap(true, Ordering::SeqCst) {
                std::process::exit(130);
            }
        })
        .context("failed to listen to signals")?;
        Ok(interrupt)
    }

    /// Whether a signal came.
    pub(crate) fn is_set(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}

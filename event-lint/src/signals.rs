//! SIGINT and SIGTERM end a run, they do not cut it off: the report comes
//! first. SIGHUP reads the catalogue again where a run may go on for ever.

use anyhow::Context;
use tokio::sync::watch;

/// What somebody asked the program to do by signals.
#[derive(Debug, Clone)]
pub(crate) struct Signals {
    stop: watch::Receiver<bool>,
    reloads: watch::Receiver<u64>,
}

impl Signals {
    /// Listens to SIGINT and SIGTERM, and to SIGHUP if `reload`. The second
    /// signal to stop ends the program at once.
    pub(crate) fn listen(reload: bool) -> anyhow::Result<Self> {
        let (stop_sender, stop) = watch::channel(false);
        let (reload_sender, reloads) = watch::channel(0);
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_io()
            .build()
            .context("failed to listen to signals")?;
        let (ready_sender, ready) = std::sync::mpsc::channel();
        std::thread::Builder::new()
            .name("signals".to_owned())
            .spawn(move || {
                runtime.block_on(async move {
                    match Received::listen(reload) {
                        Ok(mut received) => {
                            let _ = ready_sender.send(Ok(()));
                            received.pass_on(&stop_sender, &reload_sender).await;
                        }
                        Err(error) => {
                            let _ = ready_sender.send(Err(error));
                        }
                    }
                });
            })
            .context("failed to listen to signals")?;
        ready.recv().context("failed to listen to signals")?.context("failed to listen to signals")?;
        Ok(Self { stop, reloads })
    }

    /// Whether the run should end.
    pub(crate) fn stop_is_wanted(&self) -> bool {
        *self.stop.borrow()
    }

    /// Waits until the run should end.
    pub(crate) async fn stop(&mut self) {
        if self.stop.wait_for(|stop| *stop).await.is_err() {
            // Nobody listens any more, so nobody can ask.
            std::future::pending::<()>().await;
        }
    }

    /// Whether the catalogue should be read again, once a signal.
    pub(crate) fn reload_is_wanted(&mut self) -> bool {
        let is_wanted = self.reloads.has_changed().unwrap_or(false);
        if is_wanted {
            self.reloads.mark_unchanged();
        }
        is_wanted
    }
}

#[cfg(unix)]
struct Received {
    interrupt: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
    hang_up: Option<tokio::signal::unix::Signal>,
}

#[cfg(unix)]
impl Received {
    fn listen(reload: bool) -> std::io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self {
            interrupt: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
            hang_up: if reload { Some(signal(SignalKind::hangup())?) } else { None },
        })
    }

    async fn pass_on(&mut self, stop: &watch::Sender<bool>, reload: &watch::Sender<u64>) {
        loop {
            let hang_up = async {
                match &mut self.hang_up {
                    Some(signal) => signal.recv().await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                _ = self.interrupt.recv() => ask_to_stop(stop),
                _ = self.terminate.recv() => ask_to_stop(stop),
                _ = hang_up => reload.send_modify(|count| *count += 1),
            }
        }
    }
}

#[cfg(not(unix))]
struct Received;

#[cfg(not(unix))]
impl Received {
    fn listen(_reload: bool) -> std::io::Result<Self> {
        Ok(Self)
    }

    async fn pass_on(&mut self, stop: &watch::Sender<bool>, _reload: &watch::Sender<u64>) {
        while tokio::signal::ctrl_c().await.is_ok() {
            ask_to_stop(stop);
        }
    }
}

/// Whoever asks twice does not want to wait for a report.
fn ask_to_stop(stop: &watch::Sender<bool>) {
    if stop.send_replace(true) {
        std::process::exit(130);
    }
}

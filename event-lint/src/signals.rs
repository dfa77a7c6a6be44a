//! SIGINT and SIGTERM end a run, they do not cut it off: the report comes
//! first. SIGHUP reads the catalogue and the configuration again where a run may
//! go on for ever, and ends the run where nothing is read again.

use anyhow::Context;
use tokio::sync::watch;

/// What somebody asked the program to do by signals.
#[derive(Debug, Clone)]
pub(crate) struct Signals {
    stop: watch::Receiver<bool>,
    reloads: watch::Receiver<u64>,
}

impl Signals {
    /// Listens to SIGINT, SIGTERM and SIGHUP. If `reload`, SIGHUP asks to read
    /// the catalogue again, and otherwise to stop. The second SIGINT or SIGTERM
    /// ends the program at once.
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

    /// Does what a run begins with; `None` if somebody asks to stop before it is done.
    pub(crate) async fn unless_stopped<T>(
        &self,
        beginning: impl Future<Output = anyhow::Result<T>>,
    ) -> anyhow::Result<Option<T>> {
        let mut impatient = self.clone();
        tokio::select! {
            begun = beginning => begun.map(Some),
            () = impatient.stop() => Ok(None),
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
    /// `None` where whoever started the program had it ignored, as `nohup` does.
    hang_up: Option<tokio::signal::unix::Signal>,
    reload: bool,
}

#[cfg(unix)]
impl Received {
    fn listen(reload: bool) -> std::io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self {
            interrupt: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
            hang_up: if reload || !hang_up_is_ignored() { Some(signal(SignalKind::hangup())?) } else { None },
            reload,
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
                _ = hang_up => if self.reload {
                    reload.send_modify(|count| *count += 1);
                } else {
                    // A service manager may send it beside SIGTERM: that is no second wish.
                    stop.send_replace(true);
                },
            }
        }
    }
}

/// Whether SIGHUP was ignored when the program began. Only Linux says so.
#[cfg(unix)]
fn hang_up_is_ignored() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    ignores_hang_up(&status)
}

/// Whether a status of a process, as in proc(5), has SIGHUP among what is ignored.
#[cfg(unix)]
fn ignores_hang_up(status: &str) -> bool {
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    ignored.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).is_some_and(|mask| mask & 1 == 1)
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

#[cfg(all(test, unix))]
mod tests {
    use super::ignores_hang_up;

    #[test]
    fn a_status_says_what_is_ignored() {
        assert!(ignores_hang_up("Name:\tx\nSigIgn:\t0000000000001001\nSigCgt:\t0000000000000000\n"));
        assert!(!ignores_hang_up("Name:\tx\nSigIgn:\t0000000000001000\nSigCgt:\t0000000000000001\n"));
        assert!(!ignores_hang_up(""));
    }
}

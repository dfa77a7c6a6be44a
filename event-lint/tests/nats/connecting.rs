//! Connecting, and being refused.

use std::time::{Duration, Instant};

use super::program::{Run, command, finish};

/// How long it may take until a refusal is told.
const SOON: Duration = Duration::from_secs(12);

/// Watches for a moment: the exit code is 0 if the server let it.
pub(crate) fn connect(arguments: &[&str], environment: &[(&str, &str)]) -> Run {
    let mut command = command(&["watch", "--for", "100ms", "--allow-empty"]);
    command.args(arguments).envs(environment.iter().copied());
    finish(command)
}

/// The server lets it.
#[track_caller]
pub(crate) fn accepted(arguments: &[&str], environment: &[(&str, &str)]) {
    let run = connect(arguments, environment);
    assert_eq!(run.code, Some(0), "{arguments:?} {environment:?}\n{}", run.stderr);
}

/// It cannot run, says so soon, and says why.
#[track_caller]
pub(crate) fn refused(arguments: &[&str], environment: &[(&str, &str)], words: &[&str]) {
    let start = Instant::now();
    let run = connect(arguments, environment);
    assert_eq!(run.code, Some(2), "{arguments:?} {environment:?}\n{}", run.stderr);
    assert!(start.elapsed() < SOON, "{arguments:?} took {:?}", start.elapsed());
    for word in words {
        assert!(run.stderr.contains(word), "{word:?} is not in {}", run.stderr);
    }
}

/// A text that nobody could guess, and that appears nowhere by chance.
pub(crate) fn random() -> String {
    nkeys::KeyPair::new_user().public_key()[1..25].to_owned()
}

//! Whatever comes in, the program says what is wrong and exits as documented.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![expect(clippy::disallowed_methods, reason = "tests write into folders of their own")]

use std::{
    fs,
    path::Path,
    process::{Command, Output},
    time::{Duration, Instant},
};

fn check(folder: &Path, name: &str) -> (Option<i32>, String) {
    let Output { status, stdout, stderr } = Command::new(env!("CARGO_BIN_EXE_event-lint"))
        .args(["check", name])
        .current_dir(folder)
        .output()
        .unwrap();
    let text = String::from_utf8([stdout, stderr].concat()).unwrap();
    assert!(!text.contains("panicked"), "{name}: {text}");
    (status.code(), text)
}

#[test]
fn every_bad_input_has_its_exit_code_and_its_words() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("empty"), "").unwrap();
    fs::write(at("blank"), " \n\n\t\r\n").unwrap();
    fs::write(
        at("binary"),
        (0..20_000_u32).flat_map(|n| (n.wrapping_mul(2_654_435_761)).to_le_bytes()).collect::<Vec<_>>(),
    )
    .unwrap();
    fs::write(at("array-10000-deep"), "[".repeat(10_000) + &"]".repeat(10_000)).unwrap();
    fs::write(at("object-10000-deep"), "{\"a\":".repeat(10_000) + "1" + &"}".repeat(10_000)).unwrap();
    fs::write(at("invalid-utf8"), b"{\"specversion\":\"1.0\",\"id\":\"\xff\xfe\"}\n").unwrap();
    fs::write(at("truncated"), "{\"specversion\":\"1.0\",\"id\":\"1").unwrap();
    fs::write(at("number"), "42").unwrap();
    fs::write(at("empty-batch"), "[]").unwrap();
    fs::write(
        at("huge-number"),
        "{\"specversion\":\"1.0\",\"id\":\"1\",\"type\":\"a.b\",\"source\":\"s\",\"data\":1e400}",
    )
    .unwrap();
    fs::write(at("nul"), "\0\0\0\0").unwrap();
    fs::create_dir(at("directory")).unwrap();

    for (name, code, words) in [
        ("empty", 3, "no message"),
        ("blank", 3, "no message"),
        ("binary", 1, "not UTF-8"),
        ("array-10000-deep", 1, "nested deeper than 128 levels"),
        ("object-10000-deep", 1, "nested deeper than 128 levels"),
        ("invalid-utf8", 1, "not UTF-8"),
        ("truncated", 1, "ends too early"),
        ("number", 1, "a number stands where a CloudEvent should be"),
        ("empty-batch", 3, "no message"),
        ("huge-number", 1, "error[invalid-json]"),
        ("nul", 1, "error[invalid-json]"),
        ("directory", 2, "it is a directory"),
        ("no-such-file", 2, "cannot read `no-such-file`"),
    ] {
        let (found, text) = check(folder.path(), name);
        assert_eq!(found, Some(code), "{name}: {text}");
        assert!(text.contains(words), "{name} should say `{words}`: {text}");
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("secret.ndjson");
    fs::write(&path, "{}").unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    // The superuser may read everything; then there is nothing to refuse.
    let expected = if fs::read(&path).is_ok() {
        (Some(1), "error[not-a-cloudevent]")
    } else {
        (Some(2), "cannot read `secret.ndjson`")
    };
    let (code, text) = check(folder.path(), "secret.ndjson");
    assert_eq!(code, expected.0, "{text}");
    assert!(text.contains(expected.1), "{text}");
}

#[test]
fn what_could_be_read_is_judged_though_another_file_could_not() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("truncated"), "{\"specversion\":").unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_event-lint"))
        .args(["check", "no-such-file", "truncated"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stdout).contains("ends too early"));
}

/// The line after a line of 100 MB is judged, and neither is kept in memory.
#[cfg(target_os = "linux")]
#[test]
fn a_line_of_100_mb_is_one_finding_and_memory_stays_small() {
    use std::io::Write;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("long.ndjson");
    let mut file = std::io::BufWriter::new(fs::File::create(&path).unwrap());
    file.write_all(b"{\"a\":\"").unwrap();
    for _ in 0..100 {
        file.write_all(&vec![b'x'; 1_000_000]).unwrap();
    }
    file.write_all(b"\"}\n").unwrap();
    let event = r#"{"specversion":"1.0","id":"1","type":"com.wasmcloud.lattice.config_set","source":"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS","data":{"config_name":"x"}}"#;
    for _ in 0..20_000 {
        writeln!(file, "{event}").unwrap();
    }
    file.into_inner().unwrap();

    let mut child = Command::new(env!("CARGO_BIN_EXE_event-lint"))
        .args(["check", "-q", "--allow", "double-publication", "long.ndjson"])
        .current_dir(folder.path())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let start = Instant::now();
    let mut peak = 0;
    let status = loop {
        peak = peak.max(peak_kilobytes(child.id()));
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        assert!(start.elapsed() < Duration::from_secs(120), "it does not end");
        std::thread::sleep(Duration::from_millis(2));
    };
    let mut text = String::new();
    std::io::Read::read_to_string(&mut child.stdout.take().unwrap(), &mut text).unwrap();
    assert_eq!(status.code(), Some(1), "{text}");
    assert!(text.contains("20001 messages, 20000 events: 1 error"), "{text}");
    assert!(peak > 0 && peak < 64 * 1024, "{peak} kB at the peak");
}

/// Long lines that are all below the cap must not pile up before the judge.
#[cfg(target_os = "linux")]
#[test]
fn many_long_lines_do_not_pile_up() {
    use std::io::Write;
    let folder = tempfile::tempdir().unwrap();
    let mut file = std::io::BufWriter::new(fs::File::create(folder.path().join("long.ndjson")).unwrap());
    // Each is quick to read and slow to judge.
    let numbers = vec!["1"; 150_000].join(",");
    let line =
        format!("{{\"specversion\":\"1.0\",\"id\":\"{}\",\"data\":[{numbers}]}}\n", "x".repeat(4_000_000));
    for _ in 0..100 {
        file.write_all(line.as_bytes()).unwrap();
    }
    file.into_inner().unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_event-lint"))
        .args(["check", "-q", "long.ndjson"])
        .current_dir(folder.path())
        .stdout(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let mut peak = 0;
    let status = loop {
        peak = peak.max(peak_kilobytes(child.id()));
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    assert_eq!(status.code(), Some(1));
    assert!(peak > 0 && peak < 200 * 1024, "{peak} kB at the peak, of a file of 430 MB");
}

/// The most memory that a process had so far; 0 if it has ended.
#[cfg(target_os = "linux")]
fn peak_kilobytes(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap_or_default();
    line.chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap_or(0)
}

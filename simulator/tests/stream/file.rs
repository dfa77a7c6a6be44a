//! Writing and reading truth files.

use std::io::{self, Write};

use lattice_event_model::catalog::sha256;
use lattice_simulator::{
    faults::{Item, Planted},
    truth::{End, Fault, Header, TruthError, TruthFile, TruthWriter},
};

use crate::lattice::{beginning, truth, truth_text};

const HEADER: &str = r#"{"truth":"0.1.0","seed":7,"lattice":"blue","rate":0.2}"#;
const FAULT: &str = r#"{"fault":{"rule":"unknown-type","summary":"S.","position":3,"messages":[]}}"#;

fn read(text: impl AsRef<[u8]>) -> Result<TruthFile, TruthError> {
    TruthFile::read(text.as_ref())
}

#[test]
fn what_is_written_is_read() {
    let items = beginning(7, 0.2, 500);
    let truth = truth(7, 0.2, &items);
    assert_eq!(truth.header, Header { seed: 7, lattice: "blue".to_owned(), rate: 0.2 });
    let faults: Vec<Fault> =
        items.iter().filter_map(Item::begun).map(|fault| Fault::from(fault.as_ref())).collect();
    assert!(faults.len() > 50);
    assert_eq!(truth.faults, faults);
    assert_eq!(truth.end, Some(End { messages: items.len() as u64, faults: faults.len() as u64 }));
    assert!(truth.is_complete());
}

#[test]
fn lines_look_as_documented() {
    let items = beginning(7, 0.2, 500);
    let item = items.iter().find(|item| item.begun().is_some_and(|fault| fault.messages == 1)).unwrap();
    let text = String::from_utf8(truth_text(7, 0.2, std::slice::from_ref(item))).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let Planted { rule, summary, position, .. } = item.fault.as_deref().unwrap();
    let subject = item.message.subject.as_deref().unwrap();
    let bytes = [subject.as_bytes(), b"\0", &item.message.payload].concat();
    let messages = format!(r#"[{{"subject":"{subject}","sha256":"{}"}}]"#, sha256(&bytes));
    let members =
        format!(r#""rule":"{rule}","summary":"{summary}","position":{position},"messages":{messages}"#);
    let expected = [
        HEADER.to_owned(),
        format!(r#"{{"fault":{{{members}}}}}"#),
        r#"{"end":{"messages":1,"faults":1}}"#.to_owned(),
    ];
    assert_eq!(lines, expected);
}

/// A file may be read while it is written, or after its writer was killed.
#[test]
fn a_file_that_was_cut_anywhere_says_what_its_whole_lines_say() {
    let items = beginning(2, 1.0, 12);
    let text = truth_text(2, 1.0, &items);
    let whole = read(&text).unwrap();
    assert!(whole.faults.len() >= 4);
    for length in 0..=text.len() {
        let cut = &text[..length];
        // A line is there as soon as its last brace is.
        let lines =
            cut.iter().filter(|byte| **byte == b'\n').count() + usize::from(text.get(length) == Some(&b'\n'));
        match read(cut) {
            Err(TruthError::Empty) => assert_eq!(lines, 0),
            Err(error) => panic!("{length} bytes: {error}"),
            Ok(truth) => {
                let faults = (lines - 1).min(whole.faults.len());
                assert_eq!(truth.faults, whole.faults[..faults], "{length} bytes");
                assert_eq!(truth.is_complete(), lines == whole.faults.len() + 2);
            }
        }
    }
}

#[test]
fn what_is_wrong_is_told_with_its_line() {
    let cases = [
        (String::new(), "the truth file is empty: was anything emitted?"),
        ("x\n".to_owned(), "line 1 of the truth file says nothing about faults"),
        (format!("{FAULT}\n"), "line 1 of the truth file says nothing about faults"),
        (format!("{HEADER}\n\n{FAULT}\n"), "line 2 of the truth file says nothing about faults"),
        (format!("{HEADER}\n{{\"fault\":7}}\n"), "line 2 of the truth file says nothing about faults"),
        (
            format!("{HEADER}\n{}\n", FAULT.replace("[]", r#"[{"subject":"s","sha256":"00"}]"#)),
            "line 2 of the truth file says nothing about faults",
        ),
        (
            HEADER.replace("0.1.0", "9.0.0"),
            "the truth file has version `9.0.0`, but only `0.1.0` can be read: emit it again",
        ),
        (
            format!("{HEADER}\n{{\"end\":{{\"messages\":0,\"faults\":0}}}}\n{FAULT}\n"),
            "line 3 of the truth file stands behind its end",
        ),
        (
            format!("{HEADER}\n{FAULT}\n{{\"end\":{{\"messages\":9,\"faults\":2}}}}\n"),
            "the truth file ends with 2 faults, but has 1: lines are missing or were added",
        ),
    ];
    for (text, message) in cases {
        assert_eq!(read(&text).unwrap_err().to_string(), message, "{text}");
    }
}

#[test]
fn members_of_later_minor_formats_are_passed_over() {
    let text = format!(
        "{}\n{}\n",
        HEADER.replace("\"seed\"", "\"new\":1,\"seed\""),
        FAULT.replace("\"rule\"", "\"new\":1,\"rule\"")
    );
    assert_eq!(read(text).unwrap().faults.len(), 1);
}

/// Counts the flushes, and what stood in the file at each.
#[derive(Default)]
struct Flushed {
    text: Vec<u8>,
    lines: Vec<usize>,
}

impl Write for Flushed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.text.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        assert_eq!(self.text.last(), Some(&b'\n'));
        self.lines.push(self.text.iter().filter(|byte| **byte == b'\n').count());
        Ok(())
    }
}

#[test]
fn every_line_is_flushed() {
    let items = beginning(2, 1.0, 4);
    let mut flushed = Flushed::default();
    let header = Header { seed: 2, lattice: "blue".to_owned(), rate: 1.0 };
    let mut writer = TruthWriter::new(&mut flushed, &header).unwrap();
    writer.fault(items[0].begun().unwrap()).unwrap();
    writer.end(4).unwrap();
    assert_eq!(flushed.lines, [1, 2, 3]);
}

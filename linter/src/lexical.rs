//! The text of a payload, for the few rules that ask how something is written.

use std::cell::OnceCell;

use crate::{decode::PayloadOf, spans::Spans};

/// The text of a payload. Nothing is read before somebody asks, and then once
/// for all who do.
#[derive(Debug)]
pub(crate) struct Lexical<'a> {
    payload: &'a [u8],
    payload_of: PayloadOf,
    spans: OnceCell<Option<Spans<'a>>>,
}

impl<'a> Lexical<'a> {
    pub(crate) fn new(payload: &'a [u8], payload_of: PayloadOf) -> Self {
        Self { payload, payload_of, spans: OnceCell::new() }
    }

    pub(crate) fn payload(&self) -> &'a [u8] {
        self.payload
    }

    pub(crate) fn payload_of(&self) -> PayloadOf {
        self.payload_of
    }

    /// The places of all values; `None` if the payload is no JSON.
    pub(crate) fn spans(&self) -> Option<&Spans<'a>> {
        self.spans.get_or_init(|| std::str::from_utf8(self.payload).ok().and_then(Spans::read)).as_ref()
    }
}

/// How values are written. A trait, so that who holds one need not name the
/// lifetime of what was read.
pub(crate) trait Written: std::fmt::Debug {
    /// A value as it is written, quotation marks and escapes included. The
    /// pointer leads into the document; `None` where the value is in no payload.
    fn raw(&self, pointer: &str) -> Option<&str>;
}

impl Written for Lexical<'_> {
    fn raw(&self, pointer: &str) -> Option<&str> {
        let range = self.spans()?.value(self.payload_of.pointer(pointer)?)?;
        std::str::from_utf8(self.payload.get(range)?).ok()
    }
}

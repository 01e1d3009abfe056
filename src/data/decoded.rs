//! From bytes to text, in pieces: strict in every encoding, so that nothing unreadable is passed over.

use std::io::{self, Read};

use encoding_rs::{Decoder, DecoderResult, Encoding};

/// Bytes read at once.
const PIECE: usize = 1 << 16;

/// Why there is no more text, though the file has not ended.
#[derive(Debug)]
pub(super) enum Fault {
    /// Bytes that are no character of the encoding.
    NoText,
    Unreadable(io::Error),
}

/// Whether there was more.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum More {
    Some,
    End,
}

/// The text of a file, without the mark some programs put before the first character.
pub(super) struct Decoded<'a> {
    reader: Box<dyn Read + 'a>,
    decoder: Decoder,
    raw: Vec<u8>,
    ended: bool,
}

impl<'a> Decoded<'a> {
    pub fn new(reader: Box<dyn Read + 'a>, encoding: &'static Encoding) -> Decoded<'a> {
        Decoded { reader, decoder: encoding.new_decoder_with_bom_removal(), raw: vec![0; PIECE], ended: false }
    }

    /// Puts the next piece of text behind what `text` holds.
    ///
    /// # Errors
    /// [`Fault`]
    pub fn more(&mut self, text: &mut String) -> Result<More, Fault> {
        let before = text.len();
        while text.len() == before {
            if self.ended {
                return Ok(More::End);
            }
            let count = loop {
                match self.reader.read(&mut self.raw) {
                    Ok(count) => break count,
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                    Err(error) => return Err(Fault::Unreadable(error)),
                }
            };
            self.ended = count == 0;
            let piece = self.raw.get(..count).unwrap_or(&[]);
            let room = self.decoder.max_utf8_buffer_length_without_replacement(piece.len()).unwrap_or(PIECE);
            text.reserve(room.max(16));
            match self.decoder.decode_to_string_without_replacement(piece, text, self.ended) {
                (DecoderResult::InputEmpty, _) => {}
                (DecoderResult::Malformed(..) | DecoderResult::OutputFull, _) => return Err(Fault::NoText),
            }
        }
        Ok(More::Some)
    }
}

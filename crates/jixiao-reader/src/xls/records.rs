//! The records of a workbook stream, and reading across a record and its continuations.

/// A record: its type and its data.
pub(super) struct Record<'s> {
    pub(super) kind: u16,
    pub(super) data: &'s [u8],
    /// The data of the records that continue it.
    continued: Vec<&'s [u8]>,
}

/// The type of a record that continues the one before.
const CONTINUE: u16 = 0x3c;

pub(super) struct Records<'s> {
    rest: &'s [u8],
}

impl<'s> Records<'s> {
    pub(super) fn new(stream: &'s [u8]) -> Self {
        Self { rest: stream }
    }

    /// The next record alone; one that is cut short ends the stream.
    fn single(&mut self) -> Option<(u16, &'s [u8])> {
        let (head, rest) = self.rest.split_first_chunk::<4>()?;
        let length = usize::from(u16::from_le_bytes([head[2], head[3]]));
        let (data, rest) = rest.split_at_checked(length)?;
        self.rest = rest;
        Some((u16::from_le_bytes([head[0], head[1]]), data))
    }
}

impl<'s> Iterator for Records<'s> {
    type Item = Record<'s>;

    fn next(&mut self) -> Option<Record<'s>> {
        let (kind, data) = self.single()?;
        let mut continued = Vec::new();
        while self.rest.starts_with(&CONTINUE.to_le_bytes()) {
            let Some((_, more)) = self.single() else { break };
            continued.push(more);
        }
        Some(Record { kind, data, continued })
    }
}

impl<'s> Record<'s> {
    pub(super) fn u16(&self, at: usize) -> Option<u16> {
        self.data.get(at..)?.first_chunk().map(|word| u16::from_le_bytes(*word))
    }

    pub(super) fn u32(&self, at: usize) -> Option<u32> {
        self.data.get(at..)?.first_chunk().map(|word| u32::from_le_bytes(*word))
    }

    pub(super) fn f64(&self, at: usize) -> Option<f64> {
        self.data.get(at..)?.first_chunk().map(|word| f64::from_le_bytes(*word))
    }

    /// A cursor over the data from `at`, which goes on in the continuations.
    pub(super) fn cursor(&self, at: usize) -> Cursor<'_, 's> {
        Cursor { part: self.data.get(at..).unwrap_or_default(), next: self.continued.iter() }
    }
}

/// Reads through a record and its continuations.
pub(super) struct Cursor<'r, 's> {
    part: &'s [u8],
    next: std::slice::Iter<'r, &'s [u8]>,
}

impl<'s> Cursor<'_, 's> {
    /// Goes on to the next continuation if this one is used up.
    fn refill(&mut self) -> bool {
        while self.part.is_empty() {
            match self.next.next() {
                Some(part) => self.part = part,
                None => return false,
            }
        }
        true
    }

    pub(super) fn u8(&mut self) -> Option<u8> {
        self.refill();
        let (first, rest) = self.part.split_first()?;
        self.part = rest;
        Some(*first)
    }

    pub(super) fn u16(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.u8()?, self.u8()?]))
    }

    pub(super) fn u32(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes([self.u8()?, self.u8()?, self.u8()?, self.u8()?]))
    }

    pub(super) fn skip(&mut self, mut count: usize) {
        while count > 0 && self.refill() {
            let step = count.min(self.part.len());
            self.part = &self.part[step..];
            count -= step;
        }
    }

    /// Whether the part being read is used up while others follow.
    pub(super) fn at_seam(&self) -> bool {
        self.part.is_empty() && self.next.len() > 0
    }

    /// Up to `most` bytes of the part being read.
    pub(super) fn bytes(&mut self, most: usize) -> &'s [u8] {
        let (taken, rest) = self.part.split_at(most.min(self.part.len()));
        self.part = rest;
        taken
    }
}

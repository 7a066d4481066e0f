//! Enumerations that are stored by code and shown by word.
//!
//! One macro, so that every stored or printed choice has the same three things: all its values, a
//! stable code and a Chinese word.

/// An enumeration with stable codes (storage, API) and Chinese words (pages, paper).
pub trait Coded: Sized + Copy + 'static {
    /// All values in their natural order.
    const ALL: &'static [Self];

    /// The stable code, lower snake case. Never changed once released: databases hold it.
    fn code(self) -> &'static str;

    /// The printed Chinese word.
    fn word(self) -> &'static str;

    /// The value of a code.
    fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|value| value.code() == code)
    }
}

/// Declares an enumeration with its codes and words; see [`Coded`].
#[macro_export]
macro_rules! coded {
    ($(#[$meta:meta])* pub enum $name:ident { $($(#[$vmeta:meta])* $variant:ident = $code:literal $word:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$vmeta])* $variant,)+
        }

        impl $crate::Coded for $name {
            const ALL: &'static [Self] = &[$(Self::$variant,)+];

            fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }
        }
    };
}

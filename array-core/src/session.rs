//! What a notebook session needs from the library.

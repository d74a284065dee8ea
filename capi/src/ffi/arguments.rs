//! What C passes in, checked before it is used.

use std::ffi::{CStr, c_char, c_int};
use std::mem::MaybeUninit;

use crate::ffi::error::FfiError;
use crate::status::sga_status;

/// Most bytes by which a struct of a later version may be longer than ours: a `struct_size` far
/// beyond is no size.
const LONGEST_TAIL: usize = 4096;

/// A text that must be given.
///
/// # Safety
///
/// `text` is NULL or points to bytes that end with NUL.
pub(crate) unsafe fn text(field: &'static str, text: *const c_char) -> Result<String, FfiError> {
    // SAFETY: the caller says so.
    unsafe { given(field, text) }?.ok_or_else(|| FfiError::null(field))
}

/// A text that may be NULL.
///
/// # Safety
///
/// As of [`text`].
pub(crate) unsafe fn given(
    field: &'static str,
    text: *const c_char,
) -> Result<Option<String>, FfiError> {
    if text.is_null() {
        return Ok(None);
    }
    // SAFETY: the caller says so.
    let text = unsafe { CStr::from_ptr(text) };
    let text = text.to_str().map_err(|error| {
        let problem = format!("is not UTF-8 at byte {}", error.valid_up_to());
        FfiError::misuse(sga_status::SGA_ERR_UTF8, field, &problem)
    })?;
    Ok(Some(text.to_owned()))
}

/// Texts in a row. No text of it may be NULL.
///
/// # Safety
///
/// `texts` is NULL or points to `count` texts, each as of [`text`].
pub(crate) unsafe fn texts(
    field: &'static str,
    texts: *const *const c_char,
    count: usize,
) -> Result<Vec<String>, FfiError> {
    if count == 0 {
        return Ok(Vec::new());
    }
    if texts.is_null() {
        return Err(FfiError::null(field));
    }
    // SAFETY: the caller says so; the loop ends at the first NULL.
    (0..count).map(|index| unsafe { text(field, texts.add(index).read()) }).collect()
}

/// One of the numbers of an enumeration.
pub(crate) fn choice<T: Copy>(
    field: &'static str,
    number: c_int,
    known: &[T],
) -> Result<T, FfiError> {
    let found = usize::try_from(number).ok().and_then(|index| known.get(index));
    found.copied().ok_or_else(|| {
        let problem = format!("is {number}, which is none of its numbers");
        FfiError::misuse(sga_status::SGA_ERR_ENUM, field, &problem)
    })
}

/// A struct that a program fills in, and that may grow: its first member is its size.
///
/// # Safety
///
/// `repr(C)`, the first member is the `usize` of its size, and all bytes zero is a value of it that
/// gives nothing.
pub(crate) unsafe trait Input: Copy {
    /// Its name as a parameter.
    const NAME: &'static str;
    /// Its size in the first version that had it; none was ever shorter.
    const FIRST_SIZE: usize = size_of::<Self>();
}

/// Reads a struct of this or another version.
///
/// # Safety
///
/// `input` is NULL or points to as many bytes as its `struct_size` says.
pub(crate) unsafe fn read<T: Input>(input: *const T) -> Result<T, FfiError> {
    if input.is_null() {
        return Err(FfiError::null(T::NAME));
    }
    let bytes = input.cast::<u8>();
    // SAFETY: the first member is there in every version.
    let size = unsafe { input.cast::<usize>().read_unaligned() };
    let ours = size_of::<T>();
    let refuse =
        |problem: &str| Err(FfiError::misuse(sga_status::SGA_ERR_STRUCT_SIZE, T::NAME, problem));
    if size < T::FIRST_SIZE {
        return refuse("has a struct_size that is too small: begin with its _INIT macro");
    }
    if size > ours + LONGEST_TAIL {
        return refuse("has a struct_size that is too large: begin with its _INIT macro");
    }
    // SAFETY: the caller says that so many bytes are there.
    if (ours..size).any(|index| unsafe { bytes.add(index).read() } != 0) {
        return refuse("uses members that this version of the library does not have");
    }
    let mut value = MaybeUninit::<T>::zeroed();
    // SAFETY: both are at least that long, and zeros are a value of the rest.
    unsafe {
        std::ptr::copy_nonoverlapping(bytes, value.as_mut_ptr().cast::<u8>(), size.min(ours));
        Ok(value.assume_init())
    }
}

/// A place for a result.
///
/// # Safety
///
/// `place` is NULL or may be written to.
pub(crate) unsafe fn place<'a, T>(
    field: &'static str,
    place: *mut T,
) -> Result<&'a mut MaybeUninit<T>, FfiError> {
    // SAFETY: the caller says so, and `MaybeUninit` asks for nothing more.
    unsafe { place.cast::<MaybeUninit<T>>().as_mut() }.ok_or_else(|| FfiError::null(field))
}

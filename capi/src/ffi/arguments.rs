//! Checks of the arguments that C passes in.

use std::ffi::{CStr, c_char, c_int};
use std::mem::MaybeUninit;

use crate::ffi::error::FfiError;
use crate::status::sga_status;

/// Maximum size in bytes of the members that a later version adds to a struct; a larger
/// `struct_size` is an uninitialised one.
const MAX_TAIL: usize = 4096;

/// Reads a mandatory string.
///
/// # Safety
///
/// `value` is NULL or points to bytes that end with NUL.
pub(crate) unsafe fn string(field: &'static str, value: *const c_char) -> Result<String, FfiError> {
    // SAFETY: the caller guarantees it.
    unsafe { optional_string(field, value) }?.ok_or_else(|| FfiError::null(field))
}

/// Reads a string that may be NULL.
///
/// # Safety
///
/// As for [`string`].
pub(crate) unsafe fn optional_string(
    field: &'static str,
    value: *const c_char,
) -> Result<Option<String>, FfiError> {
    if value.is_null() {
        return Ok(None);
    }
    // SAFETY: the caller guarantees it.
    let string = unsafe { CStr::from_ptr(value) }.to_str().map_err(|error| {
        let problem = format!("is not UTF-8 at byte {}", error.valid_up_to());
        FfiError::misuse(sga_status::SGA_ERR_UTF8, field, &problem)
    })?;
    Ok(Some(string.to_owned()))
}

/// Reads an array of strings, none of which may be NULL.
///
/// # Safety
///
/// `strings` is NULL or points to `count` strings, each as for [`string`].
pub(crate) unsafe fn strings(
    field: &'static str,
    strings: *const *const c_char,
    count: usize,
) -> Result<Vec<String>, FfiError> {
    if count == 0 {
        return Ok(Vec::new());
    }
    if strings.is_null() {
        return Err(FfiError::null(field));
    }
    // SAFETY: the caller guarantees it; the iteration ends at the first NULL.
    (0..count).map(|index| unsafe { string(field, strings.add(index).read()) }).collect()
}

/// Converts a number of an enumeration, which counts from 0, to its value.
pub(crate) fn enum_value<T: Copy>(
    field: &'static str,
    number: c_int,
    values: &[T],
) -> Result<T, FfiError> {
    let value = usize::try_from(number).ok().and_then(|index| values.get(index));
    value.copied().ok_or_else(|| {
        let problem = format!("is {number}, which is not a value of its enumeration");
        FfiError::misuse(sga_status::SGA_ERR_ENUM, field, &problem)
    })
}

/// A struct that the program fills in. Its first member is its size, which may grow later.
///
/// # Safety
///
/// It is `repr(C)`, its first member is the `usize` of its size, and all bytes zero is a valid
/// value in which every member is unset.
pub(crate) unsafe trait Input: Copy {
    /// Name of the parameter.
    const NAME: &'static str;
    /// Size in the first version of the library that has it: the smallest size.
    const FIRST_SIZE: usize = size_of::<Self>();
}

/// Reads a struct from a program that was built for this or another version.
///
/// # Safety
///
/// `input` is NULL or points to a struct of `struct_size` bytes.
pub(crate) unsafe fn read<T: Input>(input: *const T) -> Result<T, FfiError> {
    if input.is_null() {
        return Err(FfiError::null(T::NAME));
    }
    let bytes = input.cast::<u8>();
    // SAFETY: every version has the first member.
    let size = unsafe { input.cast::<usize>().read_unaligned() };
    let known_size = size_of::<T>();
    let refuse =
        |problem: &str| Err(FfiError::misuse(sga_status::SGA_ERR_STRUCT_SIZE, T::NAME, problem));
    if size < T::FIRST_SIZE {
        return refuse("has a struct_size that is too small: initialise it with its _INIT macro");
    }
    if size > known_size + MAX_TAIL {
        return refuse("has a struct_size that is too large: initialise it with its _INIT macro");
    }
    // SAFETY: the caller guarantees that many bytes.
    if (known_size..size).any(|index| unsafe { bytes.add(index).read() } != 0) {
        return refuse("sets members that this version of the library does not have");
    }
    let mut value = MaybeUninit::<T>::zeroed();
    // SAFETY: both are at least that long, and zeros are a valid value of the rest.
    unsafe {
        std::ptr::copy_nonoverlapping(bytes, value.as_mut_ptr().cast::<u8>(), size.min(known_size));
        Ok(value.assume_init())
    }
}

/// Checks an output parameter.
///
/// # Safety
///
/// `output` is NULL or valid for writes.
pub(crate) unsafe fn output<'a, T>(
    field: &'static str,
    output: *mut T,
) -> Result<&'a mut MaybeUninit<T>, FfiError> {
    // SAFETY: the caller guarantees it, and `MaybeUninit` requires no initial value.
    unsafe { output.cast::<MaybeUninit<T>>().as_mut() }.ok_or_else(|| FfiError::null(field))
}

//! The one interpreter that may use this module: the classes and the imported objects are static.

use std::sync::atomic::{AtomicBool, Ordering};

use pyo3::exceptions::PyImportError;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::PyDict;

const MAIN: i64 = 0;

/// Key in the dictionary of an interpreter. It tells a second import in one interpreter from an import
/// after `Py_Finalize` and `Py_Initialize`, which start a new main interpreter.
const MARK: &str = "sendgrid_accounts._native";

/// Reserves the module for the main interpreter.
///
/// # Errors
///
/// `ImportError` in a subinterpreter, and in a main interpreter that was initialized again.
pub(crate) fn reserve(py: Python<'_>) -> PyResult<()> {
    static RESERVED: AtomicBool = AtomicBool::new(false);
    let (id, dict) = current(py)?;
    if id != MAIN {
        return Err(PyImportError::new_err(format!(
            "sendgrid_accounts works in the main interpreter of a process only, and this is \
             subinterpreter {id}; set `WSGIApplicationGroup %{{GLOBAL}}` in mod_wsgi, or \
             `single-interpreter = true` in uWSGI"
        )));
    }
    if dict.contains(MARK)? {
        return Ok(());
    }
    if RESERVED.load(Ordering::Acquire) {
        return Err(PyImportError::new_err(
            "sendgrid_accounts works in the first interpreter of a process only, and this one was \
             initialized after Py_Finalize; initialize Python once",
        ));
    }
    dict.set_item(MARK, true)?;
    RESERVED.store(true, Ordering::Release);
    Ok(())
}

/// Identifier and dictionary of the current interpreter.
#[expect(unsafe_code, reason = "PyO3 has no safe function for either")]
fn current(py: Python<'_>) -> PyResult<(i64, Bound<'_, PyDict>)> {
    // SAFETY: the thread is attached, so that there is a current interpreter. Its identifier is -1 on
    // an error; its dictionary is borrowed and lives as long as the interpreter.
    let (id, dict) = unsafe {
        let interpreter = ffi::PyInterpreterState_Get();
        let dict = ffi::PyInterpreterState_GetDict(interpreter);
        (ffi::PyInterpreterState_GetID(interpreter), Bound::from_borrowed_ptr_or_opt(py, dict))
    };
    match dict {
        Some(dict) if id >= 0 => Ok((id, dict.cast_into::<PyDict>()?)),
        _ => Err(PyErr::fetch(py)),
    }
}

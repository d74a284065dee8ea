//! The files of `tests/vectors`.

use std::path::{Path, PathBuf};

pub(crate) fn vectors_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/vectors")
}

/// The files of all folders, one for each resource.
pub(crate) fn vector_files() -> Vec<PathBuf> {
    let entries = |folder: &Path| std::fs::read_dir(folder).unwrap().map(|it| it.unwrap().path());
    let folders = entries(&vectors_folder()).filter(|path| path.is_dir());
    folders.flat_map(|folder| entries(&folder).collect::<Vec<_>>()).collect()
}

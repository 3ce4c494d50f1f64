//! Files on standard output: as they are, in an archive, or within JSON.

use std::io::Write;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use portcullis_output::File;
use serde_json::{Value, json};

use crate::exit::Result;

/// One file as it is, several as a tar archive, whose bytes depend on nothing
/// but the files.
pub(super) fn print(files: &[File]) -> Result<()> {
    if let [one] = files {
        return crate::print_foreign(one.content());
    }
    // Piece by piece: a whole one would take the memory of all files once more.
    crate::told(archive(files, std::io::stdout().lock()))
}

fn archive(files: &[File], out: impl Write) -> std::io::Result<()> {
    let mut archive = tar::Builder::new(std::io::BufWriter::new(out));
    for file in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(file.content().len() as u64);
        header.set_mode(file.mode().bits());
        header.set_mtime(0);
        archive.append_data(&mut header, file.path().as_str(), file.content())?;
    }
    archive.into_inner()?.flush()
}

/// Adds what is in a file to what is told of it: as `content` if it is text, and
/// as `content_base64` if it is not.
pub(super) fn extend(told: &mut Value, file: &File) {
    match std::str::from_utf8(file.content()) {
        Ok(text) => told["content"] = json!(text),
        Err(_) => told["content_base64"] = json!(BASE64_STANDARD.encode(file.content())),
    }
}

#[cfg(test)]
mod tests {
    use portcullis_output::{FilePath, Mode, PathProfile};

    use super::*;

    fn told(content: &[u8]) -> Value {
        let path = FilePath::new("a", PathProfile::Portable).unwrap();
        let mut told = json!({ "path": "a" });
        let file = File::new(path, content.to_vec(), Mode::new(false, false));
        extend(&mut told, &file);
        told
    }

    #[test]
    fn text_is_text_and_anything_else_is_encoded() {
        let text = json!({ "path": "a", "content": "käse\n" });
        assert_eq!(told("käse\n".as_bytes()), text);
        let bytes = json!({ "path": "a", "content_base64": "/wAK" });
        assert_eq!(told(b"\xff\0\n"), bytes);
    }
}

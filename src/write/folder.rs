//! A directory held open, so that nobody can put another in its place while files in it are replaced. Knows names
//! in it, no texts.

use std::{
    fs::File,
    io,
    path::{Path, PathBuf},
};

/// A directory, reached without following a symbolic link.
#[derive(Debug)]
pub(super) struct Folder {
    /// Where it was when it was opened.
    pub path: PathBuf,
    handle: handle::Handle,
}

/// What tells files apart that have two paths, and how many names a file has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Identity {
    /// Device and number; nothing where the system has no such thing.
    pub file: Option<(u64, u64)>,
    pub names: u64,
    pub owner: Option<u32>,
}

impl Folder {
    /// Opens an absolute path, component by component: one that is a symbolic link is an error.
    pub fn open(path: &Path) -> io::Result<Folder> {
        Ok(Folder {
            path: path.to_owned(),
            handle: handle::open(path)?,
        })
    }

    /// Opens a file for reading; a symbolic link is an error, and a pipe is not waited for.
    pub fn read(&self, name: &str) -> io::Result<File> {
        handle::read(&self.handle, name)
    }

    /// Opens a file as one that writes would, and does not.
    pub fn try_writing(&self, name: &str) -> io::Result<()> {
        handle::try_writing(&self.handle, name)
    }

    /// Makes a file that was not there, for nobody else to read.
    pub fn create(&self, name: &str) -> io::Result<File> {
        handle::create(&self.handle, name)
    }

    /// Puts one file in the place of another.
    pub fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        handle::rename(&self.handle, from, to)
    }

    pub fn remove(&self, name: &str) -> io::Result<()> {
        handle::remove(&self.handle, name)
    }

    /// Has the names survive a power cut, where the system can do that.
    pub fn sync(&self) {
        handle::sync(&self.handle);
    }
}

/// Whoever runs leakfix.
#[cfg(unix)]
pub(super) fn user() -> Option<u32> {
    Some(rustix::process::geteuid().as_raw())
}

#[cfg(not(unix))]
pub(super) fn user() -> Option<u32> {
    None
}

#[cfg(unix)]
mod handle {
    use std::{fs::File, io, os::fd::OwnedFd, path::Component};

    use rustix::{
        fs::{AtFlags, CWD, Mode, OFlags, fsync, openat, renameat, unlinkat},
        io::Errno,
    };

    use super::Path;

    pub type Handle = OwnedFd;

    const FILE: OFlags = OFlags::NOFOLLOW
        .union(OFlags::CLOEXEC)
        .union(OFlags::NONBLOCK)
        .union(OFlags::NOCTTY);

    /// A directory on the way may be one that can be passed and not listed.
    #[cfg(target_os = "linux")]
    const PASSED: OFlags = OFlags::PATH;
    #[cfg(not(target_os = "linux"))]
    const PASSED: OFlags = OFlags::RDONLY;

    pub fn open(path: &Path) -> io::Result<Handle> {
        let flags = PASSED
            .union(OFlags::DIRECTORY)
            .union(OFlags::NOFOLLOW)
            .union(OFlags::CLOEXEC);
        let mut components = path.components();
        if components.next() != Some(Component::RootDir) {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        let mut handle = openat(CWD, "/", flags, Mode::empty())?;
        for component in components {
            let Component::Normal(name) = component else {
                return Err(io::ErrorKind::InvalidInput.into());
            };
            handle = openat(&handle, name, flags, Mode::empty())?;
        }
        Ok(handle)
    }

    pub fn read(folder: &Handle, name: &str) -> io::Result<File> {
        match openat(folder, name, FILE | OFlags::RDONLY, Mode::empty()) {
            Ok(file) => Ok(file.into()),
            // A symbolic link.
            Err(Errno::LOOP) => Err(io::ErrorKind::InvalidInput.into()),
            Err(error) => Err(error.into()),
        }
    }

    pub fn try_writing(folder: &Handle, name: &str) -> io::Result<()> {
        openat(folder, name, FILE | OFlags::WRONLY, Mode::empty())?;
        Ok(())
    }

    pub fn create(folder: &Handle, name: &str) -> io::Result<File> {
        let flags = FILE | OFlags::RDWR | OFlags::CREATE | OFlags::EXCL;
        Ok(openat(folder, name, flags, Mode::RUSR | Mode::WUSR)?.into())
    }

    pub fn rename(folder: &Handle, from: &str, to: &str) -> io::Result<()> {
        Ok(renameat(folder, from, folder, to)?)
    }

    pub fn remove(folder: &Handle, name: &str) -> io::Result<()> {
        Ok(unlinkat(folder, name, AtFlags::empty())?)
    }

    pub fn sync(folder: &Handle) {
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
        if let Ok(directory) = openat(folder, ".", flags, Mode::empty()) {
            let _ = fsync(directory);
        }
    }
}

/// Without handles of directories the path is checked before each step: whoever swaps a directory in between is not
/// noticed.
#[cfg(not(unix))]
mod handle {
    use std::{fs, fs::File, io, path::PathBuf};

    use super::Path;

    pub type Handle = PathBuf;

    pub fn open(path: &Path) -> io::Result<Handle> {
        match path.canonicalize()? == path && path.is_dir() {
            true => Ok(path.to_owned()),
            false => Err(io::ErrorKind::NotADirectory.into()),
        }
    }

    fn at(folder: &Handle, name: &str) -> io::Result<PathBuf> {
        let path = open(folder)?.join(name);
        match fs::symlink_metadata(&path) {
            Ok(metadata) if metadata.is_symlink() => Err(io::ErrorKind::InvalidInput.into()),
            _ => Ok(path),
        }
    }

    pub fn read(folder: &Handle, name: &str) -> io::Result<File> {
        File::open(at(folder, name)?)
    }

    pub fn try_writing(folder: &Handle, name: &str) -> io::Result<()> {
        File::options().write(true).open(at(folder, name)?).map(drop)
    }

    pub fn create(folder: &Handle, name: &str) -> io::Result<File> {
        let path = at(folder, name)?;
        File::options().read(true).write(true).create_new(true).open(path)
    }

    pub fn rename(folder: &Handle, from: &str, to: &str) -> io::Result<()> {
        fs::rename(at(folder, from)?, at(folder, to)?)
    }

    pub fn remove(folder: &Handle, name: &str) -> io::Result<()> {
        fs::remove_file(at(folder, name)?)
    }

    pub fn sync(_: &Handle) {}
}

impl Identity {
    #[cfg(unix)]
    pub fn of(metadata: &std::fs::Metadata) -> Identity {
        use std::os::unix::fs::MetadataExt as _;
        Identity {
            file: Some((metadata.dev(), metadata.ino())),
            names: metadata.nlink(),
            owner: Some(metadata.uid()),
        }
    }

    #[cfg(not(unix))]
    pub fn of(_: &std::fs::Metadata) -> Identity {
        Identity {
            file: None,
            names: 1,
            owner: None,
        }
    }
}

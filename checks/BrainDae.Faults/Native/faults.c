// Put in front of the C library (LD_PRELOAD), this counts what a program does to the files under one folder, and at a
// chosen step lets it die, takes the disk's space, or takes a file away. Environment:
//   FAULT_ROOT  the folder; nothing else is touched
//   FAULT_COUNT a file that receives the number of steps at the end (may be absent)
//   FAULT_AT    the step, from 1; 0 for none
//   FAULT_MODE  kill: die before the step; torn: die after half of it (writes); full: no space from the step on;
//               readonly: nothing can be created or opened to write; cut: before the step (reads), the file is cut in half;
//               gone: before the step (opens to read), the file is removed
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

static const char *root, *mode, *count_file;
static size_t root_length;
static long at;
static _Atomic long steps;

static int (*next_open)(const char *, int, ...);
static ssize_t (*next_write)(int, const void *, size_t);
static ssize_t (*next_pwrite)(int, const void *, size_t, off_t);
static ssize_t (*next_pwritev)(int, const struct iovec *, int, off_t);
static ssize_t (*next_read)(int, void *, size_t);
static ssize_t (*next_pread)(int, void *, size_t, off_t);
static int (*next_rename)(const char *, const char *);
static int (*next_unlink)(const char *);
static int (*next_mkdir)(const char *, mode_t);
static int (*next_truncate)(int, off_t);
static int (*next_allocate)(int, off_t, off_t);
static int (*next_rmdir)(const char *);

#define NEXT(variable, name) variable = dlsym(RTLD_NEXT, name)

__attribute__((constructor)) static void begin(void)
{
    root = getenv("FAULT_ROOT");
    mode = getenv("FAULT_MODE") ? getenv("FAULT_MODE") : "";
    count_file = getenv("FAULT_COUNT");
    at = getenv("FAULT_AT") ? atol(getenv("FAULT_AT")) : 0;
    root_length = root ? strlen(root) : 0;
    NEXT(next_open, "open");
    NEXT(next_write, "write");
    NEXT(next_pwrite, "pwrite64");
    NEXT(next_pwritev, "pwritev64");
    NEXT(next_read, "read");
    NEXT(next_pread, "pread64");
    NEXT(next_rename, "rename");
    NEXT(next_unlink, "unlink");
    NEXT(next_mkdir, "mkdir");
    NEXT(next_truncate, "ftruncate64");
    NEXT(next_allocate, "posix_fallocate64");
    NEXT(next_rmdir, "rmdir");
}

__attribute__((destructor)) static void end(void)
{
    if (!count_file) return;
    char text[32];
    int length = snprintf(text, sizeof text, "%ld", (long)steps);
    int file = next_open(count_file, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (file >= 0) { next_write(file, text, length); close(file); }
}

static int is(const char *name) { return strcmp(mode, name) == 0; }

static int reads(void) { return is("cut") || is("gone"); }

static int inside(const char *path)
{
    char full[4096];
    if (!root || !path) return 0;
    if (path[0] != '/')
    {
        if (!getcwd(full, sizeof full)) return 0;
        strncat(full, "/", sizeof full - strlen(full) - 1);
        strncat(full, path, sizeof full - strlen(full) - 1);
        path = full;
    }
    return strncmp(path, root, root_length) == 0;
}

static int path_of(int fd, char *path, size_t size)
{
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, size - 1);
    if (length < 0 || path[0] != '/') return 0;  // pipes and the like have no path
    path[length] = 0;
    return inside(path);
}

static int within(int fd)
{
    char path[4096];
    return fd > 2 && path_of(fd, path, sizeof path);
}

static void die(void) { kill(getpid(), SIGKILL); for (;;) pause(); }

// The step that this thread is in; another's may have begun since.
static __thread long mine;

// 1 where the step must fail for lack of space. Only a write can be torn; what cannot dies before it.
static int step(int writes)
{
    mine = ++steps;
    if (at == 0 || mine < at) return 0;
    if (is("full")) return 1;
    if (mine == at && (is("kill") || (is("torn") && !writes))) die();
    return 0;
}

static int torn(void) { return is("torn") && at != 0 && mine == at; }

static int refuse(int error) { errno = error; return -1; }

static int open_file(const char *path, int flags, mode_t permissions)
{
    int writes = (flags & (O_CREAT | O_WRONLY | O_RDWR | O_TRUNC)) != 0;
    if (inside(path))
    {
        if (writes && is("readonly")) return refuse(EROFS);
        if (writes && !reads())
        {
            struct stat status;
            if ((flags & O_CREAT) && stat(path, &status) != 0 && step(0)) return refuse(ENOSPC);
        }
        else if (!writes && is("gone") && ++steps == at) next_unlink(path);
    }
    return next_open(path, flags, permissions);
}

int open(const char *path, int flags, ...)
{
    va_list rest;
    va_start(rest, flags);
    mode_t permissions = flags & O_CREAT ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    return open_file(path, flags, permissions);
}

int open64(const char *path, int flags, ...) __attribute__((alias("open")));

ssize_t write(int fd, const void *data, size_t length)
{
    if (!reads() && within(fd))
    {
        if (step(1)) return refuse(ENOSPC);
        if (torn()) { next_write(fd, data, length / 2); die(); }
    }
    return next_write(fd, data, length);
}

static ssize_t write_at(int fd, const void *data, size_t length, off_t offset)
{
    if (!reads() && within(fd))
    {
        if (step(1)) return refuse(ENOSPC);
        if (torn()) { next_pwrite(fd, data, length / 2, offset); die(); }
    }
    return next_pwrite(fd, data, length, offset);
}

ssize_t pwrite(int fd, const void *data, size_t length, off_t offset) { return write_at(fd, data, length, offset); }
ssize_t pwrite64(int fd, const void *data, size_t length, off_t offset) { return write_at(fd, data, length, offset); }

static ssize_t write_parts(int fd, const struct iovec *parts, int count, off_t offset)
{
    if (!reads() && within(fd))
    {
        if (step(1)) return refuse(ENOSPC);
        if (torn()) { next_pwritev(fd, parts, count / 2, offset); die(); }
    }
    return next_pwritev(fd, parts, count, offset);
}

ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t offset) { return write_parts(fd, parts, count, offset); }
ssize_t pwritev64(int fd, const struct iovec *parts, int count, off_t offset) { return write_parts(fd, parts, count, offset); }

static void cut(int fd)
{
    char path[4096];
    struct stat status;
    if (is("cut") && fd > 2 && path_of(fd, path, sizeof path) && ++steps == at && stat(path, &status) == 0) { int ignored = truncate(path, status.st_size / 2); (void)ignored; }
}

ssize_t read(int fd, void *data, size_t length) { cut(fd); return next_read(fd, data, length); }
ssize_t pread(int fd, void *data, size_t length, off_t offset) { cut(fd); return next_pread(fd, data, length, offset); }
ssize_t pread64(int fd, void *data, size_t length, off_t offset) { cut(fd); return next_pread(fd, data, length, offset); }

static int changes(const char *path)
{
    if (reads() || !inside(path)) return 0;
    int full = step(0);
    if (torn()) die();
    return full;
}

int rename(const char *from, const char *to) { return changes(to) ? refuse(ENOSPC) : next_rename(from, to); }
int mkdir(const char *path, mode_t permissions)
{
    if (inside(path) && is("readonly")) return refuse(EROFS);
    return changes(path) ? refuse(ENOSPC) : next_mkdir(path, permissions);
}

// Removing needs no space.
int unlink(const char *path) { (void)changes(path); return next_unlink(path); }
int rmdir(const char *path) { (void)changes(path); return next_rmdir(path); }

static int resize(int fd, off_t length)
{
    if (!reads() && within(fd) && step(0)) return refuse(ENOSPC);
    return next_truncate(fd, length);
}

int ftruncate(int fd, off_t length) { return resize(fd, length); }
int ftruncate64(int fd, off_t length) { return resize(fd, length); }

static int allocate(int fd, off_t offset, off_t length)
{
    if (!reads() && within(fd) && step(0)) return ENOSPC;
    return next_allocate(fd, offset, length);
}

int posix_fallocate(int fd, off_t offset, off_t length) { return allocate(fd, offset, length); }
int posix_fallocate64(int fd, off_t offset, off_t length) { return allocate(fd, offset, length); }

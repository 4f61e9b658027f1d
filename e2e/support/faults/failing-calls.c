// Preloaded into a process, makes its calls on files of one folder fail as a full, forbidden or broken disk does.
//
// FAULT_FOLDER  paths that begin so, absolute
// FAULT_ERRNO   the error's number
// FAULT_SECONDS how long such a call takes instead of failing, as on a disk behind a network that hangs
// FAULT_CALLS   which calls: any of open, create, read, write, close, mkdir, rename, separated by commas
// FAULT_AFTER   how many of these succeed first
// FAULT_LOG     a file that gets a byte for each call that failed

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define MOST_FILES 65536

static const char *folder, *calls, *log_file;
static int error_number, seconds;
static atomic_long left;
// Files below the folder, by descriptor: 1 when it is one, 2 when half of a write went through.
static atomic_char watched[MOST_FILES];

__attribute__((constructor)) static void begin(void) {
  folder = getenv("FAULT_FOLDER");
  calls = getenv("FAULT_CALLS");
  log_file = getenv("FAULT_LOG");
  const char *number = getenv("FAULT_ERRNO"), *after = getenv("FAULT_AFTER");
  error_number = number ? atoi(number) : 0;
  left = after ? atol(after) : 0;
  const char *wait = getenv("FAULT_SECONDS");
  seconds = wait ? atoi(wait) : 0;
}

static int is_below(const char *path) {
  if (!folder || !path) return 0;
  char whole[PATH_MAX];
  if (path[0] != '/') {
    if (!getcwd(whole, sizeof whole) || strlen(whole) + strlen(path) + 2 > sizeof whole) return 0;
    strcat(strcat(whole, "/"), path);
    path = whole;
  }
  return strncmp(path, folder, strlen(folder)) == 0;
}

static int is_asked(const char *call) {
  const char *found = calls ? strstr(calls, call) : NULL;
  return found && (found == calls || found[-1] == ',') && (found[strlen(call)] == ',' || !found[strlen(call)]);
}

static int fails(const char *call) {
  if (!is_asked(call) || atomic_fetch_sub(&left, 1) > 0) return 0;
  int log = log_file ? syscall(SYS_openat, AT_FDCWD, log_file, O_WRONLY | O_CREAT | O_APPEND, 0644) : -1;
  if (log >= 0) {
    syscall(SYS_write, log, "x", 1);
    syscall(SYS_close, log);
  }
  if (seconds) {
    sleep(seconds);
    return 0;
  }
  errno = error_number;
  return 1;
}

static int is_watched(int file) { return file >= 0 && file < MOST_FILES && watched[file]; }

static int opened(int file, const char *path) {
  if (file >= 0 && file < MOST_FILES) watched[file] = is_below(path);
  return file;
}

static int open_fails(const char *path, int flags) {
  return is_below(path) && (fails("open") || ((flags & O_CREAT) && fails("create")));
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static mode_t mode_of(int flags, va_list rest) { return flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0; }

#define OPEN(name)                                        \
  int name(const char *path, int flags, ...) {            \
    va_list rest;                                         \
    va_start(rest, flags);                                \
    mode_t mode = mode_of(flags, rest);                   \
    va_end(rest);                                         \
    if (open_fails(path, flags)) return -1;               \
    return opened(NEXT(name)(path, flags, mode), path);   \
  }
#define OPENAT(name)                                            \
  int name(int from, const char *path, int flags, ...) {        \
    va_list rest;                                               \
    va_start(rest, flags);                                      \
    mode_t mode = mode_of(flags, rest);                         \
    va_end(rest);                                               \
    if (open_fails(path, flags)) return -1;                     \
    return opened(NEXT(name)(from, path, flags, mode), path);   \
  }
OPEN(open)
OPEN(open64)
OPENAT(openat)
OPENAT(openat64)

// A disk that fills up takes the beginning.
static int write_fails(int file, size_t bytes, size_t *part) {
  *part = 0;
  if (!is_watched(file) || !fails("write")) return 0;
  if (error_number == ENOSPC && watched[file] == 1 && bytes > 1) {
    watched[file] = 2;
    *part = bytes / 2;
  }
  return 1;
}

ssize_t write(int file, const void *data, size_t bytes) {
  size_t part;
  if (!write_fails(file, bytes, &part)) return NEXT(write)(file, data, bytes);
  return part ? NEXT(write)(file, data, part) : -1;
}
ssize_t pwrite64(int file, const void *data, size_t bytes, off64_t at) {
  size_t part;
  if (!write_fails(file, bytes, &part)) return NEXT(pwrite64)(file, data, bytes, at);
  return part ? NEXT(pwrite64)(file, data, part, at) : -1;
}
ssize_t pwrite(int file, const void *data, size_t bytes, off_t at) { return pwrite64(file, data, bytes, at); }
ssize_t writev(int file, const struct iovec *parts, int count) {
  size_t part;
  if (!write_fails(file, count ? parts[0].iov_len : 0, &part)) return NEXT(writev)(file, parts, count);
  return part ? NEXT(write)(file, parts[0].iov_base, part) : -1;
}
ssize_t pwritev64(int file, const struct iovec *parts, int count, off64_t at) {
  size_t part;
  if (!write_fails(file, count ? parts[0].iov_len : 0, &part)) return NEXT(pwritev64)(file, parts, count, at);
  return part ? NEXT(pwrite64)(file, parts[0].iov_base, part, at) : -1;
}
ssize_t pwritev(int file, const struct iovec *parts, int count, off_t at) { return pwritev64(file, parts, count, at); }

static int read_fails(int file) { return is_watched(file) && fails("read"); }

ssize_t read(int file, void *data, size_t bytes) { return read_fails(file) ? -1 : NEXT(read)(file, data, bytes); }
ssize_t pread64(int file, void *data, size_t bytes, off64_t at) {
  return read_fails(file) ? -1 : NEXT(pread64)(file, data, bytes, at);
}
ssize_t pread(int file, void *data, size_t bytes, off_t at) { return pread64(file, data, bytes, at); }
ssize_t readv(int file, const struct iovec *parts, int count) {
  return read_fails(file) ? -1 : NEXT(readv)(file, parts, count);
}
ssize_t copy_file_range(int from, off64_t *at, int to, off64_t *to_at, size_t bytes, unsigned int flags) {
  if (read_fails(from) || (is_watched(to) && fails("write"))) return -1;
  return NEXT(copy_file_range)(from, at, to, to_at, bytes, flags);
}

// What was not told when it was written is told now; the descriptor is gone all the same.
int close(int file) {
  int was_watched = is_watched(file);
  if (file >= 0 && file < MOST_FILES) watched[file] = 0;
  int result = NEXT(close)(file);
  return was_watched && fails("close") ? -1 : result;
}

int mkdir(const char *path, mode_t mode) {
  return is_below(path) && fails("mkdir") ? -1 : NEXT(mkdir)(path, mode);
}
int rename(const char *from, const char *to) {
  return is_below(to) && fails("rename") ? -1 : NEXT(rename)(from, to);
}

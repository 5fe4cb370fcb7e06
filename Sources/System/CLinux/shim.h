/* What Glibc's module hides: calls that need _GNU_SOURCE, and malloc's settings. */
#ifndef CLAIMPIPE_LINUX_H
#define CLAIMPIPE_LINUX_H
#include <fcntl.h>
#include <linux/stat.h>
#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Begins to write a file's pages to disk and does not wait, so that a later fsync has less to do. */
static inline void claimpipe_begin_writeback(int descriptor, long long offset, long long count) {
  const unsigned int write_only = 2; /* SYNC_FILE_RANGE_WRITE */
  (void)syscall(SYS_sync_file_range, descriptor, offset, count, write_only);
}

/* What tells a file from every other that stands at its path before or after: its inode, and when that
   was made, in seconds and nanoseconds; these are 0 where the file system does not say. -1 where there
   is no file. */
static inline int claimpipe_file_identity(const char *path, unsigned long long identity[3]) {
  const unsigned int inode = 0x100, birth = 0x800; /* STATX_INO, STATX_BTIME */
  struct statx status;
  if (syscall(SYS_statx, AT_FDCWD, path, 0, inode | birth, &status) != 0) return -1;
  const int is_born = (status.stx_mask & birth) != 0;
  identity[0] = status.stx_ino;
  identity[1] = is_born ? (unsigned long long)status.stx_btime.tv_sec : 0;
  identity[2] = is_born ? status.stx_btime.tv_nsec : 0;
  return 0;
}

/* Keeps freed memory for the next buffer: giving it back and taking it again costs a page fault
   every 4 KiB. And has the first 128 MiB stand on pages of 2 MiB where the system has them, so that
   new memory costs a fault for each of these; what is not used of them costs nothing. All threads
   share them: none asks for memory by the record.

   Gives where those pages begin, and how many bytes they are in `size`; NULL where there are none. */
static inline void *claimpipe_keep_freed_memory(size_t *size) {
  const size_t page = 2 << 20, some = 1 << 20, first = 128 << 20;
  (void)mallopt(M_MMAP_THRESHOLD, 64 << 20);
  (void)mallopt(M_TRIM_THRESHOLD, 512 << 20);
  (void)mallopt(M_ARENA_MAX, 1);
  (void)mallopt(M_TOP_PAD, first);
  unsigned char *const start = (unsigned char *)malloc(some);
  (void)mallopt(M_TOP_PAD, 16 << 20);
  if (start == NULL) return NULL;
  unsigned char *const large = start + (page - (uintptr_t)start % page) % page;
  /* Where the heap did not grow by as much this is refused, and changes nothing. */
  const int refused = madvise(large, first - page, MADV_HUGEPAGE);
  free(start);
  *size = first - page;
  return refused ? NULL : large;
}

/* Has the system provide pages now that are written to later; -1 where it can't. */
static inline int claimpipe_provide_pages(void *start, size_t size) {
  const int populate_write = 23; /* MADV_POPULATE_WRITE, which older headers lack */
  return madvise(start, size, populate_write);
}

/* Renames and never replaces; -1 where something has the name, or where the file system can't tell. */
static inline int claimpipe_rename_new(const char *from, const char *to) {
  return (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 1U /* RENAME_NOREPLACE */);
}

/* From now on processes below this one that lose their parent become this one's children, not init's;
   -1 where the kernel can't. */
static inline int claimpipe_adopt_orphans(void) {
  return (int)syscall(SYS_prctl, 36 /* PR_SET_CHILD_SUBREAPER */, 1, 0, 0, 0);
}

/* A pipe whose ends no program that is started inherits; -1 where there is none left. */
static inline int claimpipe_pipe(int ends[2]) {
  return (int)syscall(SYS_pipe2, ends, 02000000 /* O_CLOEXEC */);
}
#endif

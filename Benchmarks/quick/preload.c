// Preloaded by `make bench-quick`: counts a process's calls that allocate, written to $ALLOCATIONS at its end.
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

// glibc's own names: calling on needs no look-up, which would allocate itself.
extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);

static atomic_ulong calls;

static void count(void) { atomic_fetch_add_explicit(&calls, 1, memory_order_relaxed); }

void *malloc(size_t size) { count(); return __libc_malloc(size); }
void *calloc(size_t number, size_t size) { count(); return __libc_calloc(number, size); }
void *realloc(void *held, size_t size) { count(); return __libc_realloc(held, size); }
void *aligned_alloc(size_t alignment, size_t size) { count(); return __libc_memalign(alignment, size); }
void *memalign(size_t alignment, size_t size) { count(); return __libc_memalign(alignment, size); }

int posix_memalign(void **made, size_t alignment, size_t size) {
  count();
  *made = __libc_memalign(alignment, size);
  return *made ? 0 : 12;
}

// The kernel's calls for memory, which Swift's large buffers may use beside the above, are not counted: they come once
// for thousands of records.
__attribute__((destructor)) static void tell(void) {
  const char *path = getenv("ALLOCATIONS");
  if (!path) return;
  int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  if (file < 0) return;
  dprintf(file, "%lu\n", atomic_load(&calls));
  close(file);
}

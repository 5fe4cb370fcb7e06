/* A function that looks for the real one of its name in LIBRARY when it is called first. The compiler
   holds it against the library's own header. */
#ifndef CLAIMPIPE_ON_USE_H
#define CLAIMPIPE_ON_USE_H
#include <dlfcn.h>
#include <stddef.h>

/* The system keeps count: a second call returns the same library. */
static inline void *library_on_use(const char *name) { return dlopen(name, RTLD_LAZY | RTLD_LOCAL); }

static inline void *function_on_use(const char *library, const char *name) {
  void *const loaded = library_on_use(library);
  return loaded ? dlsym(loaded, name) : NULL;
}

static inline const char *absence_on_use(const char *library) {
  return library_on_use(library) ? NULL : dlerror();
}

/* Two threads that look at once find the same. */
#define ON_USE(result, name, parameters, arguments)                          \
  result name parameters {                                                   \
    static __typeof__(name) *known;                                          \
    __typeof__(name) *real = __atomic_load_n(&known, __ATOMIC_ACQUIRE);      \
    if (!real) {                                                             \
      real = (__typeof__(name) *)function_on_use(LIBRARY, #name);            \
      if (!real) return (result)0;                                           \
      __atomic_store_n(&known, real, __ATOMIC_RELEASE);                      \
    }                                                                        \
    return real arguments;                                                   \
  }

#endif

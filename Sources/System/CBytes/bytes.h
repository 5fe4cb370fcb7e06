/* Many bytes looked at together, and memory asked for ahead: what Swift has no words for. */
#ifndef CLAIMPIPE_BYTES_H
#define CLAIMPIPE_BYTES_H
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/* Begins to fetch the cache line at an address, which need not be there, and does not wait. */
static inline void claimpipe_prefetch(const void *address) { __builtin_prefetch(address, 0, 3); }

/* Memory for a table that is looked into at random, on a cache line's boundary; NULL where there is
   none. A large one stands on pages of 2 MiB where the system has them: the processor knows the
   places of few pages, and has to ask memory for the others. It is fresh from the system, since
   memory that was used before stands on small pages already. */
static inline void *claimpipe_allocate_table(long bytes) {
  const size_t page = 2 << 20;
  void *memory = NULL;
  if ((size_t)bytes < page) return posix_memalign(&memory, 64, (size_t)bytes) ? NULL : memory;
  const size_t size = ((size_t)bytes + page - 1) / page * page;
  uint8_t *start = (uint8_t *)mmap(
      NULL, size + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (start == MAP_FAILED) return NULL;
  const size_t before = (page - (uintptr_t)start % page) % page;
  if (before > 0) (void)munmap(start, before);
  if (before < page) (void)munmap(start + before + size, page - before);
#ifdef MADV_HUGEPAGE
  (void)madvise(start + before, size, MADV_HUGEPAGE);
#endif
  return start + before;
}

static inline void claimpipe_free_table(void *memory, long bytes) {
  const size_t page = 2 << 20;
  if ((size_t)bytes < page) {
    free(memory);
  } else {
    (void)munmap(memory, ((size_t)bytes + page - 1) / page * page);
  }
}

#if defined(__SSE2__)

/* A bit for each of 16 bytes that equals `wanted`, the first byte's lowest. */
static inline uint64_t claimpipe_equal16(const uint8_t *bytes, __m128i wanted) {
  return (uint32_t)_mm_movemask_epi8(
      _mm_cmpeq_epi8(_mm_loadu_si128((const __m128i *)bytes), wanted));
}

/* The same for 64 bytes. */
static inline uint64_t claimpipe_equal64(const uint8_t *bytes, uint8_t wanted) {
  const __m128i all = _mm_set1_epi8((char)wanted);
  return claimpipe_equal16(bytes, all) | claimpipe_equal16(bytes + 16, all) << 16 |
         claimpipe_equal16(bytes + 32, all) << 32 | claimpipe_equal16(bytes + 48, all) << 48;
}

/* The same for bytes that are one of three. */
static inline uint64_t claimpipe_any16(const uint8_t *bytes, __m128i a, __m128i b, __m128i c) {
  const __m128i some = _mm_loadu_si128((const __m128i *)bytes);
  return (uint32_t)_mm_movemask_epi8(
      _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(some, a), _mm_cmpeq_epi8(some, b)),
                   _mm_cmpeq_epi8(some, c)));
}

static inline uint64_t claimpipe_any64(const uint8_t *bytes, uint8_t a, uint8_t b, uint8_t c) {
  const __m128i x = _mm_set1_epi8((char)a), y = _mm_set1_epi8((char)b),
                z = _mm_set1_epi8((char)c);
  return claimpipe_any16(bytes, x, y, z) | claimpipe_any16(bytes + 16, x, y, z) << 16 |
         claimpipe_any16(bytes + 32, x, y, z) << 32 | claimpipe_any16(bytes + 48, x, y, z) << 48;
}

/* A bit for each of 64 bytes that is a brace or a bracket: those differ by one bit. */
static inline uint64_t claimpipe_brackets16(const uint8_t *bytes) {
  const __m128i some =
      _mm_or_si128(_mm_loadu_si128((const __m128i *)bytes), _mm_set1_epi8(0x20));
  return (uint32_t)_mm_movemask_epi8(_mm_or_si128(_mm_cmpeq_epi8(some, _mm_set1_epi8('{')),
                                                  _mm_cmpeq_epi8(some, _mm_set1_epi8('}'))));
}

static inline uint64_t claimpipe_brackets64(const uint8_t *bytes) {
  return claimpipe_brackets16(bytes) | claimpipe_brackets16(bytes + 16) << 16 |
         claimpipe_brackets16(bytes + 32) << 32 | claimpipe_brackets16(bytes + 48) << 48;
}

/* A bit for each of 16 bytes that may end plain text of XML: < & ] EF and control characters. */
static inline uint32_t claimpipe_xml_stops16(const uint8_t *bytes) {
  const __m128i some = _mm_loadu_si128((const __m128i *)bytes);
  const __m128i marks = _mm_or_si128(_mm_cmpeq_epi8(some, _mm_set1_epi8('<')),
                                     _mm_cmpeq_epi8(some, _mm_set1_epi8('&')));
  const __m128i rare = _mm_or_si128(_mm_cmpeq_epi8(some, _mm_set1_epi8(']')),
                                    _mm_cmpeq_epi8(some, _mm_set1_epi8((char)0xEF)));
  const __m128i controls = _mm_cmpeq_epi8(_mm_min_epu8(some, _mm_set1_epi8(0x1F)), some);
  return (uint32_t)_mm_movemask_epi8(_mm_or_si128(_mm_or_si128(marks, rare), controls));
}

/* Of 16 bytes in a string of JSON: in the lower half a bit for each that ends plain text, which are
   quotes, backslashes and control characters; in the upper half a bit for each above 7F. */
static inline uint32_t claimpipe_json_stops16(const uint8_t *bytes) {
  const __m128i some = _mm_loadu_si128((const __m128i *)bytes);
  const __m128i marks = _mm_or_si128(_mm_cmpeq_epi8(some, _mm_set1_epi8('"')),
                                     _mm_cmpeq_epi8(some, _mm_set1_epi8('\\')));
  const __m128i controls = _mm_cmpeq_epi8(_mm_min_epu8(some, _mm_set1_epi8(0x1F)), some);
  return (uint32_t)_mm_movemask_epi8(_mm_or_si128(marks, controls)) |
         (uint32_t)_mm_movemask_epi8(some) << 16;
}

/* A bit for each of 16 bytes that equals the other one. */
static inline uint32_t claimpipe_same16(const uint8_t *bytes, const uint8_t *others) {
  return (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_loadu_si128((const __m128i *)bytes),
                                                    _mm_loadu_si128((const __m128i *)others)));
}

/* Whether the bytes begin with these, of which there is one at least: groups of 16 are looked at, in
   both. */
static inline int claimpipe_begins(const uint8_t *bytes, const uint8_t *wanted, long count) {
  uint32_t same = 0xFFFF;
  long index = 0;
  for (; index + 16 < count; index += 16) same &= claimpipe_same16(bytes + index, wanted + index);
  const uint32_t last = ~claimpipe_same16(bytes + index, wanted + index) << (16 - (count - index));
  return same == 0xFFFF && (last & 0xFFFF) == 0;
}

/* How many bytes are ASCII up to the first that is not, in whole groups of 64. */
static inline long claimpipe_ascii(const uint8_t *bytes, long count) {
  long index = 0;
  for (; index + 64 <= count; index += 64) {
    const __m128i *some = (const __m128i *)(bytes + index);
    const __m128i all = _mm_or_si128(_mm_or_si128(_mm_loadu_si128(some), _mm_loadu_si128(some + 1)),
                                     _mm_or_si128(_mm_loadu_si128(some + 2),
                                                  _mm_loadu_si128(some + 3)));
    if (_mm_movemask_epi8(all) != 0) break;
  }
  return index;
}

/* One more, in each of 16 counts of a byte, where a byte is `wanted`. */
static inline __m128i claimpipe_count16(__m128i counts, const uint8_t *bytes, __m128i wanted) {
  return _mm_sub_epi8(counts, _mm_cmpeq_epi8(_mm_loadu_si128((const __m128i *)bytes), wanted));
}

/* How many of the bytes are `wanted`. */
static inline long claimpipe_count(const uint8_t *bytes, long count, uint8_t wanted) {
  const __m128i all = _mm_set1_epi8((char)wanted);
  __m128i halves = _mm_setzero_si128();
  long index = 0;
  while (index + 64 <= count) {
    /* Each count has room for 255. */
    const long groups = (count - index) / 64, end = index + (groups < 63 ? groups : 63) * 64;
    __m128i counts = _mm_setzero_si128();
    for (; index < end; index += 64) {
      counts = claimpipe_count16(counts, bytes + index, all);
      counts = claimpipe_count16(counts, bytes + index + 16, all);
      counts = claimpipe_count16(counts, bytes + index + 32, all);
      counts = claimpipe_count16(counts, bytes + index + 48, all);
    }
    halves = _mm_add_epi64(halves, _mm_sad_epu8(counts, _mm_setzero_si128()));
  }
  long found = _mm_cvtsi128_si64(halves) + _mm_cvtsi128_si64(_mm_unpackhi_epi64(halves, halves));
  for (; index < count; index++) found += bytes[index] == wanted;
  return found;
}

#else

static inline uint64_t claimpipe_equal64(const uint8_t *bytes, uint8_t wanted) {
  uint64_t bits = 0;
  for (int index = 0; index < 64; index++) bits |= (uint64_t)(bytes[index] == wanted) << index;
  return bits;
}

static inline uint64_t claimpipe_any64(const uint8_t *bytes, uint8_t a, uint8_t b, uint8_t c) {
  return claimpipe_equal64(bytes, a) | claimpipe_equal64(bytes, b) | claimpipe_equal64(bytes, c);
}

static inline uint64_t claimpipe_brackets64(const uint8_t *bytes) {
  return claimpipe_equal64(bytes, '{') | claimpipe_equal64(bytes, '}') |
         claimpipe_equal64(bytes, '[') | claimpipe_equal64(bytes, ']');
}

static inline uint32_t claimpipe_xml_stops16(const uint8_t *bytes) {
  uint32_t bits = 0;
  for (int index = 0; index < 16; index++) {
    const uint8_t byte = bytes[index];
    bits |= (uint32_t)(byte < 0x20 || byte == '<' || byte == '&' || byte == ']' || byte == 0xEF)
            << index;
  }
  return bits;
}

static inline uint32_t claimpipe_json_stops16(const uint8_t *bytes) {
  uint32_t bits = 0;
  for (int index = 0; index < 16; index++) {
    const uint8_t byte = bytes[index];
    bits |= (uint32_t)(byte < 0x20 || byte == '"' || byte == '\\') << index;
    bits |= (uint32_t)(byte >> 7) << (16 + index);
  }
  return bits;
}

static inline int claimpipe_begins(const uint8_t *bytes, const uint8_t *wanted, long count) {
  for (long index = 0; index < count; index++)
    if (bytes[index] != wanted[index]) return 0;
  return 1;
}

static inline long claimpipe_ascii(const uint8_t *bytes, long count) {
  for (long index = 0; index < count / 64 * 64; index++)
    if (bytes[index] > 0x7F) return index / 64 * 64;
  return count / 64 * 64;
}

static inline long claimpipe_count(const uint8_t *bytes, long count, uint8_t wanted) {
  long found = 0;
  for (long index = 0; index < count; index++) found += bytes[index] == wanted;
  return found;
}

#endif

/* The bits from each first bit of `marks` to before its second, its third to before its fourth …:
   what stands within quotes, the opening one with it, where the first byte stands outside. */
static inline uint64_t claimpipe_spans64(uint64_t marks) {
  for (int width = 1; width < 64; width *= 2) marks ^= marks << width;
  return marks;
}
#endif

#if !__has_include(<zlib.h>)
#error "claimpipe needs zlib's headers: apt-get install zlib1g-dev"
#else
#include <zlib.h>
static inline int claimpipe_inflate_init(z_stream *stream) {
  return inflateInit2(stream, 15 + 16); /* gzip only */
}
static inline int claimpipe_inflate_raw_init(z_stream *stream) {
  return inflateInit2(stream, -15); /* as in a zip file */
}
#endif

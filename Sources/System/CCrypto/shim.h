#if !__has_include(<openssl/sha.h>)
#error "claimpipe needs OpenSSL's headers: apt-get install libssl-dev"
#else
/* The plain functions, not EVP's, which bring all algorithms along. */
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>
#endif

#if !__has_include(<openssl/evp.h>)
#error "claimpipe needs OpenSSL's headers: apt-get install libssl-dev"
#else
#include <openssl/evp.h>
#endif

// Asio's and Beast's own code, once for the whole house.
#include <boost/asio/impl/src.hpp>
#include <boost/beast/src.hpp>

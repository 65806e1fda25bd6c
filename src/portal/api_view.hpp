#pragma once
// An OpenAPI document as rows to read: operations by part, their parameters, bodies and answers, and the
// schemas that they name.
#include <boost/describe.hpp>
#include <boost/json/object.hpp>
#include <string>
#include <vector>

namespace tianping::portal {

struct ApiField {
    std::string name{}, place{}, type{}, description{};
    bool required = false;
};
BOOST_DESCRIBE_STRUCT(ApiField, (), (name, place, type, description, required))

struct ApiAnswer {
    std::string status{}, description{}, type{};
};
BOOST_DESCRIBE_STRUCT(ApiAnswer, (), (status, description, type))

struct ApiOperation {
    std::string method{}, tone{}, path{}, summary{}, description{}, needs{}, request{};
    std::vector<ApiField> parameters{};
    std::vector<ApiAnswer> responses{};
};
BOOST_DESCRIBE_STRUCT(ApiOperation, (),
                      (method, tone, path, summary, description, needs, request, parameters, responses))

struct ApiGroup {
    std::string name{};
    std::vector<ApiOperation> operations{};
};
BOOST_DESCRIBE_STRUCT(ApiGroup, (), (name, operations))

struct ApiSchema {
    std::string name{}, summary{}, type{};
    std::vector<ApiField> fields{};
};
BOOST_DESCRIBE_STRUCT(ApiSchema, (), (name, summary, type, fields))

struct ApiReference {
    std::string name{}, version{}, openapi{}, summary{};
    std::int64_t count = 0;
    std::vector<ApiGroup> groups{};
    std::vector<ApiSchema> schemas{};
};
BOOST_DESCRIBE_STRUCT(ApiReference, (), (name, version, openapi, summary, count, groups, schemas))

// What the document does not have, or has in another shape than OpenAPI 3.1 says, is left out.
ApiReference api_reference(const boost::json::object& openapi);

} // namespace tianping::portal

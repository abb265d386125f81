#pragma once
#include "domain/Card.h"
#include "domain/FieldsJson.h"
#include "domain/Guardian.h"

/// JSON of the values in the fields of records. Internal to domain.
namespace esek::domain {

Json valueToJson(const Pesel&);
void valueFromJson(const Json&, const char* key, std::optional<Pesel>&);
Json valueToJson(const IdentityDocument&);
void valueFromJson(const Json&, const char* key, IdentityDocument&);
Json valueToJson(const std::vector<PhotoExceptionFlag>&);
void valueFromJson(const Json&, const char* key, std::vector<PhotoExceptionFlag>&);
Json valueToJson(const Address&);
void valueFromJson(const Json&, const char* key, Address&);
Json valueToJson(const CropParams&);
void valueFromJson(const Json&, const char* key, CropParams&);
Json valueToJson(CardState);
void valueFromJson(const Json&, const char* key, CardState&);
Json valueToJson(GuardianRelation);
void valueFromJson(const Json&, const char* key, GuardianRelation&);
Json valueToJson(const CardContents&);
void valueFromJson(const Json&, const char* key, CardContents&);

/// The field "reasons" of whatever carries some.
Json reasonsToJson(const std::vector<RejectionReason>&);
std::vector<RejectionReason> reasonsFromJson(const Json& holder);

} // namespace esek::domain

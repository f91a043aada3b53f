<?php
// The verdicts of php-json-schema on a corpus: a character for each line, `1` or `0`. Usage: php-json-schema.php SCHEMA CORPUS
// It is given the schema as docs/partners/php.md does: it knows no `const` and no `propertyNames`, and a `$` is that of PCRE.

require 'JsonSchema/autoload.php';

function exact(string $pattern): string
{
    return str_ends_with($pattern, '$') ? substr($pattern, 0, -1) . '\z' : $pattern;
}

function older(mixed $schema): mixed
{
    if (is_array($schema)) {
        return array_map('older', $schema);
    }
    if (!is_object($schema)) {
        return $schema;
    }
    $made = new stdClass();
    foreach ($schema as $name => $value) {
        $made->$name = older($value);
    }
    if (is_string($made->pattern ?? null)) {
        $made->pattern = exact($made->pattern);
    }
    // The pattern of a date is exact; what looks at its format fails on a NUL.
    if (is_string($made->format ?? null)) {
        unset($made->format);
    }
    if (is_scalar($made->const ?? null)) {
        $made->enum = [$made->const];
        unset($made->const);
    }
    if (is_string($made->propertyNames->pattern ?? null)) {
        $values = $made->additionalProperties ?? true;
        $made->patternProperties = (object) [$made->propertyNames->pattern => is_object($values) ? $values : new stdClass()];
        $made->additionalProperties = false;
        unset($made->propertyNames);
    }
    return $made;
}

$schema = older(json_decode(file_get_contents($argv[1]), false, 512, JSON_THROW_ON_ERROR));
$storage = new JsonSchema\SchemaStorage();
$storage->addSchema($schema->{'$id'}, $schema);
$factory = new JsonSchema\Constraints\Factory($storage);
$corpus = fopen($argv[2], 'r');
while (($line = fgets($corpus)) !== false) {
    $document = json_decode(json_decode($line)->text, false, 512);
    $validator = new JsonSchema\Validator($factory);
    $validator->validate($document, (object) ['$ref' => $schema->{'$id'}]);
    echo $validator->isValid() ? '1' : '0';
}

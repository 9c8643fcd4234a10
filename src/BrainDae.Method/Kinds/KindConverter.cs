using System.Text.Json;
using System.Text.Json.Serialization;

namespace BrainDae.Method.Kinds;

/// <summary>Reads and writes options of a registered kind.</summary>
/// <param name="registry">What is registered.</param>
internal abstract class KindConverter<TOptions>(KindRegistry<TOptions> registry) : JsonConverter<TOptions>
    where TOptions : class
{
    public override TOptions Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        registry.Read(JsonElement.ParseValue(ref reader));

    public override void Write(Utf8JsonWriter writer, TOptions value, JsonSerializerOptions options) =>
        registry.ToJson(value).WriteTo(writer);
}

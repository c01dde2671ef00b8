using System.Text.Json;
using System.Text.Json.Serialization;
using EcgCmrNative.Data.Files;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Files;

internal sealed partial class JsonReasonTests
{
    [TestCase("{\n \"Count\": x}", "line 2, byte 11")]
    [TestCase("{\"Count\": \"one\"}", "could not be converted")]
    [TestCase("{\"Count\": 1, \"Other\": 2}", "'Other' is unknown")]
    [TestCase("{}", "these fields are missing: 'Count'")]
    [TestCase("{\"Count\": 1 ", "should be closed")]
    public void HasNoWordsOfDotNet(string text, string expected)
    {
        var error = Assert.Catch<JsonException>(() => JsonSerializer.Deserialize(text, CountedJson.Default.Counted))!;
        Assert.That(JsonReason.Of(error), Does.Contain(expected));
        foreach (var word in new[] { "LineNumber", "System.", ".NET", "EcgCmrNative", "deserialization" })
            Assert.That(JsonReason.Of(error), Does.Not.Contain(word));
    }

    [Test]
    public void KeepsTheWordsOfOtherErrors() =>
        Assert.That(JsonReason.Of(new InvalidOperationException("two rows")), Is.EqualTo("two rows"));

    [Test]
    public void KeepsTheProgramsOwnReason() => Assert.That(JsonReason.Of(new JsonException("it is null")), Is.EqualTo("it is null"));

    private sealed record Counted(int Count);

    [JsonSourceGenerationOptions(RespectRequiredConstructorParameters = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
    [JsonSerializable(typeof(Counted))]
    private sealed partial class CountedJson : JsonSerializerContext;
}

using System.Buffers.Binary;
using System.Collections.Frozen;
using System.Reflection;
using System.Reflection.Emit;

namespace BrainDae.Cli.Tests.Architecture;

/// <summary>Reads the instructions of a compiled method that have a metadata token.</summary>
internal static class Instructions
{
    private static readonly FrozenDictionary<short, OpCode> Codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToFrozenDictionary(code => code.Value);

    /// <summary>Each instruction that refers to a type, a member, a signature or a string, in order.</summary>
    public static IEnumerable<(OpCode Code, int Token)> WithToken(byte[] body)
    {
        for (var at = 0; at < body.Length;)
        {
            var value = body[at] == 0xFE ? BinaryPrimitives.ReadInt16BigEndian(body.AsSpan(at)) : body[at];
            var code = Codes[value];
            at += code.Size;
            if (code.OperandType is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineSig or OperandType.InlineString or OperandType.InlineTok or OperandType.InlineType)
            {
                yield return (code, BinaryPrimitives.ReadInt32LittleEndian(body.AsSpan(at)));
            }

            at += code.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BinaryPrimitives.ReadInt32LittleEndian(body.AsSpan(at))),
                _ => 4,
            };
        }
    }
}

using Mono.Cecil;
using Mono.Cecil.Cil;

namespace BrainDae.Mutation.Operators;

/// <summary>Returns 0 or false instead of what was computed.</summary>
internal sealed class DefaultReturn() : MutationOperator("return-default")
{
    public override bool Fits(MethodDefinition method, Instruction instruction) =>
        instruction.OpCode.Code == Code.Ret && Default(method.ReturnType) is not null && method.Name != "MoveNext"
        && instruction.Previous is not { Operand: 0 or 0L or 0f or 0d };

    public override void Apply(MethodDefinition method, Instruction instruction)
    {
        Replace(instruction, OpCodes.Pop);
        InsertAfter(method, instruction, Default(method.ReturnType)!, Instruction.Create(OpCodes.Ret));
    }

    private static Instruction? Default(TypeReference type) => type.MetadataType switch
    {
        MetadataType.Single => Instruction.Create(OpCodes.Ldc_R4, 0f),
        MetadataType.Double => Instruction.Create(OpCodes.Ldc_R8, 0d),
        MetadataType.Int64 or MetadataType.UInt64 => Instruction.Create(OpCodes.Ldc_I8, 0L),
        MetadataType.Boolean or MetadataType.Char or MetadataType.SByte or MetadataType.Byte or MetadataType.Int16
            or MetadataType.UInt16 or MetadataType.Int32 or MetadataType.UInt32 => Instruction.Create(OpCodes.Ldc_I4, 0),
        _ => null,
    };
}

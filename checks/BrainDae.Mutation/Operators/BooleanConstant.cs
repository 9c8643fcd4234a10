using Mono.Cecil;
using Mono.Cecil.Cil;

namespace BrainDae.Mutation.Operators;

/// <summary>true to false and back.</summary>
internal sealed class BooleanConstant() : MutationOperator("boolean")
{
    public override bool Fits(MethodDefinition method, Instruction instruction) =>
        instruction is { OpCode.Code: Code.Ldc_I4, Operand: 0 or 1 } && Destination.IsBoolean(method, instruction) && !Destination.IsCompilers(method, instruction);

    public override void Apply(MethodDefinition method, Instruction instruction) => instruction.Operand = instruction.Operand is 0 ? 1 : 0;
}

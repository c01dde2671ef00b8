typedef global float* Randomness_Uniform_type_0;
struct Randomness_Uniform_type_1;
struct Randomness_Uniform_type_2;

struct Randomness_Uniform_type_1_kernel;

struct Randomness_Uniform_type_1
{
	Randomness_Uniform_type_0 field_0;
	long field_1;
};
struct Randomness_Uniform_type_2
{
	long field_0;
	long field_1;
	long field_2;
	float field_3;
	float field_4;
	int field_5;
	int field_6;
};

struct Randomness_Uniform_type_1_kernel
{
	int field_0;
	long field_1;
};

kernel void Randomness_Uniform(
	global float* view_0,
	struct Randomness_Uniform_type_1_kernel var0,
	struct Randomness_Uniform_type_2 var1)
{
	struct Randomness_Uniform_type_1 var2;
	int var11;
	int var13;
	int var14;
	int var15;
	int var16;
	bool var17;
	int var3;
	int var4;
	int var5;
	int var6;
	int var7;
	int var8;
	int var9;
	long var19;
	long var20;
	long var21;
	long var23;
	uint var24;
	ulong var26;
	uint var27;
	long var28;
	uint var29;
	ulong var31;
	uint var32;
	long var33;
	uint var34;
	ulong var36;
	uint var37;
	int var10;
	bool var39;
	ulong var41;
	int var42;
	bool var44;
	bool var46;
	bool var48;
	Randomness_Uniform_type_0 var49;
	Randomness_Uniform_type_0 var50;
	float var51;
	float var52;
	uint var54;
	float var55;
	float var57;
	float var58;
	float var59;
	int var61;
	ulong var62;
	long var64;
	ulong var66;
	uint var67;
	int var68;
	int var69;
	uint var70;
	ulong var71;
	long var73;
	ulong var75;
	uint var76;
	int var77;
	int var78;
	uint var79;
	int var81;
	int var83;

	;
	var2.field_0 = (Randomness_Uniform_type_0)view_0+var0.field_0;
	var2.field_1 = var0.field_1;

	L_0: ;
	var11 =  get_group_id ( 0 );
	var13 = (int)((int) var11 <<  (int)8);
	var14 =  get_local_id ( 0 );
	var15 = (int)((int) var13 +  (int)var14);
	var16 =  var1.field_6;
	var17 = (int) var15 >= (int) var16;
	if (var17)
		 goto L_1;
	 goto L_2;

	L_2: ;
	;
	;
	;
	;
	;
	;
	;
	var19 =  var1.field_2;
	var20 = (long)(int) var15;
	var21 = (long)((long) var19 +  (long)var20);
	var23 = (long)((long) var21 >>  (long)2);
	var24 = (uint)(ulong) var23;
	var26 = (ulong)((ulong) var23 >>  (ulong)32);
	var27 = (uint)(ulong) var26;
	var28 =  var1.field_1;
	var29 = (uint)(ulong) var28;
	var31 = (ulong)((ulong) var28 >>  (ulong)32);
	var32 = (uint)(ulong) var31;
	var33 =  var1.field_0;
	var34 = (uint)(ulong) var33;
	var36 = (ulong)((ulong) var33 >>  (ulong)32);
	var37 = (uint)(ulong) var36;
	var3 = 0;
	var4 = var24;
	var5 = var27;
	var6 = var29;
	var7 = var32;
	var8 = var34;
	var9 = var37;
	 goto L_3;

	L_3: ;
	;
	var39 = (int) var3 < (int) 10;
	if (var39)
		 goto L_4;
	 goto L_5;

	L_5: ;
	var41 = (ulong)((ulong) var21 %  (ulong)4);
	var42 = (int)(long) var41;
	var44 = (int) var42 == (int) 0;
	if (var44)
		 goto L_6;
	 goto L_7;

	L_7: ;
	var46 = (int) var42 == (int) 1;
	if (var46)
		 goto L_8;
	 goto L_9;

	L_9: ;
	var48 = (int) var42 == (int) 2;
	if (var48)
		 goto L_10;
	 goto L_11;

	L_11: ;
	var10 = var7;
	 goto L_12;

	L_10: ;
	var10 = var6;
	 goto L_12;

	L_8: ;
	var10 = var5;
	 goto L_12;

	L_6: ;
	var10 = var4;
	 goto L_12;

	L_12: ;
	var49 =  var2.field_0;
	var50 =  & var49[var15];
	var51 =  var1.field_3;
	var52 =  var1.field_4;
	var54 = (uint)((uint) var10 >>  (uint)8);
	var55 = (float)(int) var54;
	var57 = (float)((float) var55 *  (float)5.96046448E-08f);
	var58 = (float)((float) var52 *  (float)var57);
	var59 = (float)((float) var51 +  (float)var58);
	 *  var50 =  var59;
	 goto L_1;

	L_4: ;
	var61 = (int)((int) var3 +  (int)1);
	var62 = (ulong)(uint) var6;
	var64 = (long)((long) var62 *  (long)3449720151);
	var66 = (ulong)((ulong) var64 >>  (ulong)32);
	var67 = (uint)(ulong) var66;
	var68 = (int)((int) var67 ^  (int)var5);
	var69 = (int)((int) var68 ^  (int)var8);
	var70 = (uint)(ulong) var64;
	var71 = (ulong)(uint) var4;
	var73 = (long)((long) var71 *  (long)3528531795);
	var75 = (ulong)((ulong) var73 >>  (ulong)32);
	var76 = (uint)(ulong) var75;
	var77 = (int)((int) var76 ^  (int)var7);
	var78 = (int)((int) var77 ^  (int)var9);
	var79 = (uint)(ulong) var73;
	var81 = (int)((int) var8 +  (int)2654435769);
	var83 = (int)((int) var9 +  (int)3144134277);
	var3 = var61;
	var4 = var69;
	var5 = var70;
	var6 = var78;
	var7 = var79;
	var8 = var81;
	var9 = var83;
	 goto L_3;

	L_1: ;
	 return ;

}

typedef global float* Randomness_Bernoulli_type_0;
struct Randomness_Bernoulli_type_1;
struct Randomness_Bernoulli_type_2;

struct Randomness_Bernoulli_type_1_kernel;

struct Randomness_Bernoulli_type_1
{
	Randomness_Bernoulli_type_0 field_0;
	long field_1;
};
struct Randomness_Bernoulli_type_2
{
	long field_0;
	long field_1;
	long field_2;
	float field_3;
	float field_4;
	int field_5;
	int field_6;
};

struct Randomness_Bernoulli_type_1_kernel
{
	int field_0;
	long field_1;
};

kernel void Randomness_Bernoulli(
	global float* view_0,
	struct Randomness_Bernoulli_type_1_kernel var0,
	struct Randomness_Bernoulli_type_2 var1)
{
	struct Randomness_Bernoulli_type_1 var2;
	int var11;
	int var13;
	int var14;
	int var15;
	int var16;
	bool var17;
	int var3;
	int var4;
	int var5;
	int var6;
	int var7;
	int var8;
	int var9;
	long var19;
	long var20;
	long var21;
	long var23;
	uint var24;
	ulong var26;
	uint var27;
	long var28;
	uint var29;
	ulong var31;
	uint var32;
	long var33;
	uint var34;
	ulong var36;
	uint var37;
	int var10;
	bool var39;
	ulong var41;
	int var42;
	bool var44;
	bool var46;
	bool var48;
	Randomness_Bernoulli_type_0 var49;
	Randomness_Bernoulli_type_0 var50;
	uint var52;
	int var53;
	bool var54;
	float var55;
	float var57;
	int var59;
	ulong var60;
	long var62;
	ulong var64;
	uint var65;
	int var66;
	int var67;
	uint var68;
	ulong var69;
	long var71;
	ulong var73;
	uint var74;
	int var75;
	int var76;
	uint var77;
	int var79;
	int var81;

	;
	var2.field_0 = (Randomness_Bernoulli_type_0)view_0+var0.field_0;
	var2.field_1 = var0.field_1;

	L_0: ;
	var11 =  get_group_id ( 0 );
	var13 = (int)((int) var11 <<  (int)8);
	var14 =  get_local_id ( 0 );
	var15 = (int)((int) var13 +  (int)var14);
	var16 =  var1.field_6;
	var17 = (int) var15 >= (int) var16;
	if (var17)
		 goto L_1;
	 goto L_2;

	L_2: ;
	;
	;
	;
	;
	;
	;
	;
	var19 =  var1.field_2;
	var20 = (long)(int) var15;
	var21 = (long)((long) var19 +  (long)var20);
	var23 = (long)((long) var21 >>  (long)2);
	var24 = (uint)(ulong) var23;
	var26 = (ulong)((ulong) var23 >>  (ulong)32);
	var27 = (uint)(ulong) var26;
	var28 =  var1.field_1;
	var29 = (uint)(ulong) var28;
	var31 = (ulong)((ulong) var28 >>  (ulong)32);
	var32 = (uint)(ulong) var31;
	var33 =  var1.field_0;
	var34 = (uint)(ulong) var33;
	var36 = (ulong)((ulong) var33 >>  (ulong)32);
	var37 = (uint)(ulong) var36;
	var3 = 0;
	var4 = var24;
	var5 = var27;
	var6 = var29;
	var7 = var32;
	var8 = var34;
	var9 = var37;
	 goto L_3;

	L_3: ;
	;
	var39 = (int) var3 < (int) 10;
	if (var39)
		 goto L_4;
	 goto L_5;

	L_5: ;
	var41 = (ulong)((ulong) var21 %  (ulong)4);
	var42 = (int)(long) var41;
	var44 = (int) var42 == (int) 0;
	if (var44)
		 goto L_6;
	 goto L_7;

	L_7: ;
	var46 = (int) var42 == (int) 1;
	if (var46)
		 goto L_8;
	 goto L_9;

	L_9: ;
	var48 = (int) var42 == (int) 2;
	if (var48)
		 goto L_10;
	 goto L_11;

	L_11: ;
	var10 = var7;
	 goto L_12;

	L_10: ;
	var10 = var6;
	 goto L_12;

	L_8: ;
	var10 = var5;
	 goto L_12;

	L_6: ;
	var10 = var4;
	 goto L_12;

	L_12: ;
	var49 =  var2.field_0;
	var50 =  & var49[var15];
	var52 = (uint)((uint) var10 >>  (uint)8);
	var53 =  var1.field_5;
	var54 = (uint) var52 < (uint) var53;
	var55 =  var1.field_4;
	var57 =  var54 ?  var55 :  0.0f;
	 *  var50 =  var57;
	 goto L_1;

	L_4: ;
	var59 = (int)((int) var3 +  (int)1);
	var60 = (ulong)(uint) var6;
	var62 = (long)((long) var60 *  (long)3449720151);
	var64 = (ulong)((ulong) var62 >>  (ulong)32);
	var65 = (uint)(ulong) var64;
	var66 = (int)((int) var65 ^  (int)var5);
	var67 = (int)((int) var66 ^  (int)var8);
	var68 = (uint)(ulong) var62;
	var69 = (ulong)(uint) var4;
	var71 = (long)((long) var69 *  (long)3528531795);
	var73 = (ulong)((ulong) var71 >>  (ulong)32);
	var74 = (uint)(ulong) var73;
	var75 = (int)((int) var74 ^  (int)var7);
	var76 = (int)((int) var75 ^  (int)var9);
	var77 = (uint)(ulong) var71;
	var79 = (int)((int) var8 +  (int)2654435769);
	var81 = (int)((int) var9 +  (int)3144134277);
	var3 = var59;
	var4 = var67;
	var5 = var68;
	var6 = var76;
	var7 = var77;
	var8 = var79;
	var9 = var81;
	 goto L_3;

	L_1: ;
	 return ;

}

typedef global float* Randomness_Normal_type_0;
struct Randomness_Normal_type_1;
struct Randomness_Normal_type_2;

struct Randomness_Normal_type_1_kernel;

struct Randomness_Normal_type_1
{
	Randomness_Normal_type_0 field_0;
	long field_1;
};
struct Randomness_Normal_type_2
{
	long field_0;
	long field_1;
	long field_2;
	float field_3;
	float field_4;
	int field_5;
	int field_6;
};

struct Randomness_Normal_type_1_kernel
{
	int field_0;
	long field_1;
};

kernel void Randomness_Normal(
	global float* view_0,
	struct Randomness_Normal_type_1_kernel var0,
	struct Randomness_Normal_type_2 var1)
{
	struct Randomness_Normal_type_1 var2;
	int var12;
	int var14;
	int var15;
	int var16;
	int var17;
	bool var18;
	int var3;
	int var4;
	int var5;
	int var6;
	int var7;
	int var8;
	int var9;
	long var19;
	ulong var21;
	uint var22;
	uint var23;
	long var24;
	ulong var26;
	uint var27;
	uint var28;
	long var29;
	long var30;
	long var31;
	long var33;
	ulong var35;
	uint var36;
	uint var37;
	bool var40;
	float var10;
	ulong var42;
	long var44;
	bool var46;
	int var47;
	bool var49;
	int var50;
	uint var52;
	float var53;
	float var55;
	int var57;
	float var58;
	float var60;
	float var62;
	float var63;
	float var64;
	float var66;
	float var67;
	float var69;
	float var71;
	float var72;
	float var73;
	float var75;
	float var77;
	float var78;
	float var80;
	float var81;
	float var83;
	float var84;
	float var85;
	uint var87;
	float var88;
	float var90;
	int var92;
	float var93;
	float var95;
	float var97;
	float var98;
	bool var100;
	int var101;
	int var103;
	int var105;
	int var107;
	float var108;
	float var110;
	float var112;
	int var114;
	int var116;
	float var117;
	float var119;
	float var121;
	float var122;
	float var124;
	float var126;
	float var127;
	float var128;
	float var130;
	float var132;
	float var133;
	float var135;
	float var136;
	float var138;
	float var139;
	float var140;
	float var141;
	float var142;
	float var143;
	float var11;
	int var144;
	ulong var146;
	bool var148;
	int var150;
	uint var152;
	bool var154;
	uint var156;
	bool var158;
	int var160;
	int var161;
	float var162;
	float var164;
	float var165;
	float var166;
	float var168;
	float var170;
	float var171;
	float var173;
	float var174;
	float var176;
	float var177;
	float var178;
	float var180;
	float var182;
	float var183;
	float var185;
	float var186;
	float var188;
	float var189;
	float var191;
	float var192;
	float var193;
	float var194;
	int var196;
	uint var198;
	bool var200;
	uint var202;
	bool var204;
	int var206;
	int var208;
	int var209;
	float var210;
	float var212;
	float var213;
	float var214;
	float var216;
	float var218;
	float var219;
	float var221;
	float var222;
	float var224;
	float var225;
	float var226;
	float var228;
	float var230;
	float var231;
	float var233;
	float var234;
	float var236;
	float var237;
	float var239;
	float var240;
	float var241;
	float var242;
	Randomness_Normal_type_0 var243;
	Randomness_Normal_type_0 var244;
	float var245;
	float var246;
	float var248;
	float var249;
	float var250;
	float var251;
	float var252;
	int var254;
	int var256;
	ulong var257;
	long var259;
	uint var260;
	ulong var262;
	uint var263;
	int var264;
	int var265;
	ulong var266;
	long var268;
	uint var269;
	ulong var271;
	uint var272;
	int var273;
	int var274;
	int var276;

	;
	var2.field_0 = (Randomness_Normal_type_0)view_0+var0.field_0;
	var2.field_1 = var0.field_1;

	L_0: ;
	var12 =  get_group_id ( 0 );
	var14 = (int)((int) var12 <<  (int)8);
	var15 =  get_local_id ( 0 );
	var16 = (int)((int) var14 +  (int)var15);
	var17 =  var1.field_6;
	var18 = (int) var16 < (int) var17;
	if (var18)
		 goto L_1;
	 goto L_2;

	L_1: ;
	;
	;
	;
	;
	;
	;
	;
	var19 =  var1.field_0;
	var21 = (ulong)((ulong) var19 >>  (ulong)32);
	var22 = (uint)(ulong) var21;
	var23 = (uint)(ulong) var19;
	var24 =  var1.field_1;
	var26 = (ulong)((ulong) var24 >>  (ulong)32);
	var27 = (uint)(ulong) var26;
	var28 = (uint)(ulong) var24;
	var29 =  var1.field_2;
	var30 = (long)(int) var16;
	var31 = (long)((long) var29 +  (long)var30);
	var33 = (long)((long) var31 >>  (long)2);
	var35 = (ulong)((ulong) var33 >>  (ulong)32);
	var36 = (uint)(ulong) var35;
	var37 = (uint)(ulong) var33;
	var3 = var22;
	var4 = var23;
	var5 = var27;
	var6 = var28;
	var7 = var36;
	var8 = var37;
	var9 = 0;
	 goto L_3;

	L_3: ;
	var40 = (int) var9 < (int) 10;
	if (var40)
		 goto L_4;
	 goto L_5;

	L_5: ;
	;
	var42 = (ulong)((ulong) var31 %  (ulong)4);
	var44 = (long)((long) var42 >>  (long)1);
	var46 = (long) var44 == (long) 1;
	var47 =  var46 ?  var6 :  var8;
	var49 = (uint) var47 < (uint) 3221225472;
	if (var49)
		 goto L_6;
	 goto L_7;

	L_7: ;
	var50 = (int)( ~ (int)var47);
	var52 = (uint)((uint) var50 >>  (uint)8);
	var53 = (float)(int) var52;
	var55 = (float)((float) var53 *  (float)5.96046448E-08f);
	var57 = (int)((int) var50 &  (int)255);
	var58 = (float)(int) var57;
	var60 = (float)((float) var58 +  (float)0.5f);
	var62 = (float)((float) var60 *  (float)2.32830644E-10f);
	var63 = (float)((float) var55 +  (float)var62);
	var64 = (float)( - (float)var63);
	var66 = (float)((float) 2.0f -  (float)var63);
	var67 = (float)((float) var64 /  (float)var66);
	var69 = (float)((float) var67 *  (float)2.0f);
	var71 = (float)((float) var67 *  (float)2.0f);
	var72 = (float)((float) var67 *  (float)var67);
	var73 = (float)((float) var71 *  (float)var72);
	var75 = (float)((float) var72 *  (float)0.111111112f);
	var77 = (float)((float) var75 +  (float)0.142857149f);
	var78 = (float)((float) var77 *  (float)var72);
	var80 = (float)((float) var78 +  (float)0.200000003f);
	var81 = (float)((float) var80 *  (float)var72);
	var83 = (float)((float) var81 +  (float)0.333333343f);
	var84 = (float)((float) var73 *  (float)var83);
	var85 = (float)((float) var69 +  (float)var84);
	var10 = var85;
	 goto L_8;

	L_6: ;
	var87 = (uint)((uint) var47 >>  (uint)8);
	var88 = (float)(int) var87;
	var90 = (float)((float) var88 *  (float)5.96046448E-08f);
	var92 = (int)((int) var47 &  (int)255);
	var93 = (float)(int) var92;
	var95 = (float)((float) var93 +  (float)0.5f);
	var97 = (float)((float) var95 *  (float)2.32830644E-10f);
	var98 = (float)((float) var90 +  (float)var97);
	var100 = (float) var98 < (float) INFINITY;
	var101 =  as_int (var98);
	var103 = (int)((int) var101 +  (int)4913933);
	var105 = (int)((int) var103 >>  (int)23);
	var107 = (int)((int) var105 -  (int)127);
	var108 = (float)(int) var107;
	var110 = (float)((float) var108 *  (float)0.693359375f);
	var112 = (float)((float) var108 *  (float)-0.000212194442f);
	var114 = (int)((int) var103 &  (int)8388607);
	var116 = (int)((int) var114 +  (int)1060439283);
	var117 =  as_float (var116);
	var119 = (float)((float) var117 -  (float)1.0f);
	var121 = (float)((float) var117 +  (float)1.0f);
	var122 = (float)((float) var119 /  (float)var121);
	var124 = (float)((float) var122 *  (float)2.0f);
	var126 = (float)((float) var122 *  (float)2.0f);
	var127 = (float)((float) var122 *  (float)var122);
	var128 = (float)((float) var126 *  (float)var127);
	var130 = (float)((float) var127 *  (float)0.111111112f);
	var132 = (float)((float) var130 +  (float)0.142857149f);
	var133 = (float)((float) var132 *  (float)var127);
	var135 = (float)((float) var133 +  (float)0.200000003f);
	var136 = (float)((float) var135 *  (float)var127);
	var138 = (float)((float) var136 +  (float)0.333333343f);
	var139 = (float)((float) var128 *  (float)var138);
	var140 = (float)((float) var124 +  (float)var139);
	var141 = (float)((float) var112 +  (float)var140);
	var142 = (float)((float) var110 +  (float)var141);
	var143 =  var100 ?  var142 :  var98;
	var10 = var143;
	 goto L_8;

	L_8: ;
	;
	var144 =  var46 ?  var5 :  var7;
	var146 = (ulong)((ulong) var31 %  (ulong)2);
	var148 = (long) var146 == (long) 0;
	if (var148)
		 goto L_9;
	 goto L_10;

	L_10: ;
	var150 = (int)((int) var144 +  (int)536870912);
	var152 = (uint)((uint) var150 >>  (uint)30);
	var154 = (uint) var152 >= (uint) 2;
	var156 = (uint)((uint) var152 %  (uint)2);
	var158 = (int) var156 == (int) 0;
	var160 = (int)((int) var152 <<  (int)30);
	var161 = (int)((int) var144 -  (int)var160);
	var162 = (float)(int) var161;
	var164 = (float)((float) var162 *  (float)1.46291812E-09f);
	var165 = (float)((float) var164 *  (float)var164);
	var166 = (float)((float) var164 *  (float)var165);
	var168 = (float)((float) var165 *  (float)2.75573188E-06f);
	var170 = (float)((float) var168 -  (float)0.000198412701f);
	var171 = (float)((float) var170 *  (float)var165);
	var173 = (float)((float) var171 +  (float)0.00833333377f);
	var174 = (float)((float) var173 *  (float)var165);
	var176 = (float)((float) var174 -  (float)0.166666672f);
	var177 = (float)((float) var166 *  (float)var176);
	var178 = (float)((float) var164 +  (float)var177);
	var180 = (float)((float) var165 *  (float)2.48015876E-05f);
	var182 = (float)((float) var180 -  (float)0.00138888892f);
	var183 = (float)((float) var182 *  (float)var165);
	var185 = (float)((float) var183 +  (float)0.0416666679f);
	var186 = (float)((float) var185 *  (float)var165);
	var188 = (float)((float) var186 -  (float)0.5f);
	var189 = (float)((float) var165 *  (float)var188);
	var191 = (float)((float) var189 +  (float)1.0f);
	var192 =  var158 ?  var178 :  var191;
	var193 = (float)( - (float)var192);
	var194 =  var154 ?  var193 :  var192;
	var11 = var194;
	 goto L_11;

	L_9: ;
	var196 = (int)((int) var144 +  (int)1610612736);
	var198 = (uint)((uint) var196 >>  (uint)30);
	var200 = (uint) var198 >= (uint) 2;
	var202 = (uint)((uint) var198 %  (uint)2);
	var204 = (int) var202 == (int) 0;
	var206 = (int)((int) var144 +  (int)1073741824);
	var208 = (int)((int) var198 <<  (int)30);
	var209 = (int)((int) var206 -  (int)var208);
	var210 = (float)(int) var209;
	var212 = (float)((float) var210 *  (float)1.46291812E-09f);
	var213 = (float)((float) var212 *  (float)var212);
	var214 = (float)((float) var212 *  (float)var213);
	var216 = (float)((float) var213 *  (float)2.75573188E-06f);
	var218 = (float)((float) var216 -  (float)0.000198412701f);
	var219 = (float)((float) var218 *  (float)var213);
	var221 = (float)((float) var219 +  (float)0.00833333377f);
	var222 = (float)((float) var221 *  (float)var213);
	var224 = (float)((float) var222 -  (float)0.166666672f);
	var225 = (float)((float) var214 *  (float)var224);
	var226 = (float)((float) var212 +  (float)var225);
	var228 = (float)((float) var213 *  (float)2.48015876E-05f);
	var230 = (float)((float) var228 -  (float)0.00138888892f);
	var231 = (float)((float) var230 *  (float)var213);
	var233 = (float)((float) var231 +  (float)0.0416666679f);
	var234 = (float)((float) var233 *  (float)var213);
	var236 = (float)((float) var234 -  (float)0.5f);
	var237 = (float)((float) var213 *  (float)var236);
	var239 = (float)((float) var237 +  (float)1.0f);
	var240 =  var204 ?  var226 :  var239;
	var241 = (float)( - (float)var240);
	var242 =  var200 ?  var241 :  var240;
	var11 = var242;
	 goto L_11;

	L_11: ;
	var243 =  var2.field_0;
	var244 =  & var243[var16];
	var245 =  var1.field_3;
	var246 =  var1.field_4;
	var248 = (float)((float) var10 *  (float)-2.0f);
	var249 = (float) sqrt ((float)var248);
	var250 = (float)((float) var246 *  (float)var249);
	var251 = (float)((float) var250 *  (float)var11);
	var252 = (float)((float) var245 +  (float)var251);
	 *  var244 =  var252;
	 goto L_2;

	L_2: ;
	 return ;

	L_4: ;
	var254 = (int)((int) var3 +  (int)3144134277);
	var256 = (int)((int) var4 +  (int)2654435769);
	var257 = (ulong)(uint) var8;
	var259 = (long)((long) var257 *  (long)3528531795);
	var260 = (uint)(ulong) var259;
	var262 = (ulong)((ulong) var259 >>  (ulong)32);
	var263 = (uint)(ulong) var262;
	var264 = (int)((int) var263 ^  (int)var5);
	var265 = (int)((int) var264 ^  (int)var3);
	var266 = (ulong)(uint) var6;
	var268 = (long)((long) var266 *  (long)3449720151);
	var269 = (uint)(ulong) var268;
	var271 = (ulong)((ulong) var268 >>  (ulong)32);
	var272 = (uint)(ulong) var271;
	var273 = (int)((int) var272 ^  (int)var7);
	var274 = (int)((int) var273 ^  (int)var4);
	var276 = (int)((int) var9 +  (int)1);
	var3 = var254;
	var4 = var256;
	var5 = var260;
	var6 = var265;
	var7 = var269;
	var8 = var274;
	var9 = var276;
	 goto L_3;

}
